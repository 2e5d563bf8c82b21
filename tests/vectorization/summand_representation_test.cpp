// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_representation.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_summand_maps.hpp"
#include "support/random_intervals.hpp"
#include "support/random_modules.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/landscape.hpp"
#include "tessera/vectorization/multiparameter_image.hpp"
#include "tessera/vectorization/summand_image.hpp"
#include "tessera/vectorization/summand_landscape.hpp"
#include "tessera/vectorization/summand_smoothing.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

using Options = SummandRepresentationOptions;

constexpr SummandMap maps[] = {SummandMap::interleaving, SummandMap::volume,      SummandMap::rectangle,
                               SummandMap::gaussian,     SummandMap::exponential, SummandMap::landscape,
                               SummandMap::distance};
constexpr SummandOperation operations[] = {SummandOperation::sum, SummandOperation::mean, SummandOperation::largest};
constexpr SummandWeight weights[] = {SummandWeight::one, SummandWeight::interleaving, SummandWeight::area};

Collection<Decomposition<2>> one(Decomposition<2> decomposition) {
  Collection<Decomposition<2>> collection;
  collection.add("a", std::move(decomposition));
  return collection;
}

std::vector<double> values_of(const Decomposition<2>& decomposition, const Options& options) {
  return summand_representation(one(decomposition), options, {}).values;
}

/// A place in the middle of a box of one pixel.
GridBox<2> pixel_at(const Point<2>& x) { return {{x[0] - 3, x[1] - 3}, {x[0] + 3, x[1] + 3}}; }

double value_at(const Interval<2>& interval, SummandMap map, const Point<2>& x, double bandwidth) {
  return values_of(decomposition_of({interval}), {.operation = SummandOperation::sum,
                                                  .weight = SummandWeight::one,
                                                  .map = map,
                                                  .bandwidth = bandwidth,
                                                  .resolution = {1, 1},
                                                  .fit = pixel_at(x)})[0];
}

/// Along each axis narrow or wide, from eighth to eighth, where windows and pixels begin and end, without an end, or
/// far from the box [0, 16] x [0, 8].
Interval<2> random_rectangle(RandomStream& random) {
  Interval<2> rectangle{{{0, 0}}, {{0, 0}}};
  for (int axis = 0; axis < 2; ++axis) {
    double &from = rectangle.births[0][axis], &to = rectangle.deaths[0][axis];
    from = 24 * random.uniform() - 4;
    const auto kind = random.below(10);
    if (kind == 0) from += 40;
    if (kind <= 4) to = from + 24 * std::pow(10, -4 * random.uniform());
    if (kind == 5) to = infinity;
    if (kind > 5) {
      from = std::round(8 * from) / 8;
      to = from + double(1 + random.below(kind == 6 ? 4 : 100)) / 8;
    }
  }
  return rectangle;
}

double side(double from, double to, double centre, double delta) {
  return std::max(0.0, std::min(to, centre + delta) - std::max(from, centre - delta)) / (2 * delta);
}

}  // namespace

TEST_CASE("every operation, weight and map of random staircases is that of the definition",
          "[vectorization][representation][oracle]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 40; ++trial) {
    const auto decomposition = random_decomposition(random, 1 + int(random.below(6)), 24, 9, 0.1);
    const GridBox<2> box{{2.5, 1.25}, {2.5 + 3 + 20 * random.uniform(), 1.25 + 3 + 20 * random.uniform()}};
    const double bandwidth = 0.3 + 6 * random.uniform() * random.uniform();
    for (const auto operation : operations)
      for (const auto weight : weights)
        for (const auto map : maps) {
          const Options options{.operation = operation,
                                .weight = weight,
                                .map = map,
                                .p = trial % 3 == 0 ? 0.5 : trial % 3,
                                .count = operation == SummandOperation::largest ? 3u : 1u,
                                .bandwidth = bandwidth,
                                .resolution = {4, 5},
                                .fit = box};
          const auto values = values_of(decomposition, options);
          std::size_t entry = 0;
          for (Index k = 1; k <= options.count; ++k)
            for (int i = 0; i < 4; ++i)
              for (int j = 0; j < 5; ++j) {
                const Point<2> x{box.low[0] + (i + 0.5) * (box.high[0] - box.low[0]) / 4,
                                 box.low[1] + (j + 0.5) * (box.high[1] - box.low[1]) / 5};
                INFO("trial " << trial << " operation " << int(operation) << " weight " << int(weight) << " map "
                              << int(map) << " k " << k << " pixel " << i << ", " << j);
                REQUIRE(values[entry++] ==
                        Approx(naive_value(decomposition, options, bandwidth, box, x, k)).epsilon(1e-10).margin(1e-11));
              }
        }
  }
}

TEST_CASE("sums over many summands at once are sums of single ones", "[vectorization][representation][law]") {
  RandomStream random(32, 0);
  const auto decomposition = random_decomposition(random, 400, 60, 5, 0.05);
  for (const auto map : {SummandMap::volume, SummandMap::gaussian, SummandMap::exponential}) {
    Options options{.operation = SummandOperation::sum,
                    .map = map,
                    .bandwidth = 2.3,
                    .resolution = {17, 23},
                    .fit = GridBox<2>{{3, 5}, {57, 49}}};
    std::vector<double> expected(17 * 23, 0.0);
    for (const auto& summand : decomposition.summands) {
      const auto values = values_of(decomposition_of({summand.support}), options);
      for (std::size_t k = 0; k < values.size(); ++k) expected[k] += values[k];
    }
    const auto together = values_of(decomposition, options);
    const double largest = std::ranges::max(expected);
    for (std::size_t k = 0; k < together.size(); ++k)
      REQUIRE(together[k] == Approx(expected[k]).margin(1e-11 * largest));
  }
}

TEST_CASE("sums over rectangles and staircases are those of the definition, and zero where no window meets one",
          "[vectorization][representation][oracle]") {
  RandomStream random(37, 0);
  const GridBox<2> box{{0, 0}, {16, 8}};
  const double bandwidths[] = {0x1p-13, 0.125, 0.3, 0.5, 1.5, 2.75, 40};  // pixels have side 1
  for (int trial = 0; trial < 210; ++trial) {
    std::vector<Interval<2>> supports;
    for (auto k = random.below(40) + 1; k > 0; --k) supports.push_back(random_rectangle(random));
    for (auto k = random.below(4); k > 0; --k) supports.push_back(random_staircase(random, 16, 4, 0.2));
    const auto decomposition = decomposition_of(std::move(supports));

    const double bandwidth = bandwidths[trial % 7];
    for (const auto operation : {SummandOperation::sum, SummandOperation::mean})
      for (const auto map : {SummandMap::interleaving, SummandMap::volume, SummandMap::rectangle}) {
        const Options options{.operation = operation,
                              .weight = weights[trial % 3],
                              .map = map,
                              .bandwidth = bandwidth,
                              .resolution = {16, 8},
                              .fit = box};
        double total = operation == SummandOperation::mean ? 1 : 0;
        for (const auto& summand : decomposition.summands)
          if (operation == SummandOperation::sum) total += naive_weight(summand.support, options.weight, box);
        const auto values = values_of(decomposition, options);
        for (std::size_t k = 0; k < values.size(); ++k) {
          const Point<2> x{double(k / 8) + 0.5, double(k % 8) + 0.5};
          const double expected = naive_value(decomposition, options, bandwidth, box, x);
          INFO("trial " << trial << " operation " << int(operation) << " map " << int(map) << " at " << x[0] << ", "
                        << x[1]);
          REQUIRE(values[k] >= 0);
          REQUIRE(values[k] == Approx(expected).margin(1e-12 * total).epsilon(0));
          if (expected == 0) REQUIRE(values[k] == 0);
        }
      }
  }
}

TEST_CASE("a half plane, a rectangle and a staircase with two corners have the closed forms of the kernels",
          "[vectorization][representation][example]") {
  RandomStream random(33, 0);
  const double delta = 1.7, unit = 2 * delta;
  const Interval<2> half_plane{{{4, -1000}}, {{infinity, infinity}}}, rectangle{{{2, 3}}, {{8, 5}}},
      staircase{{{0, 4}, {4, 0}}, {{10, 10}}};
  for (int trial = 0; trial < 50; ++trial) {
    const Point<2> x{12 * random.uniform() - 1, 12 * random.uniform() - 1};
    const auto near = [](double value) { return Approx(value).margin(1e-12).epsilon(0); };
    INFO("at " << x[0] << ", " << x[1]);

    const double beyond = std::clamp((x[0] + delta - 4) / unit, 0.0, 1.0);
    for (const auto map : {SummandMap::interleaving, SummandMap::volume, SummandMap::rectangle})
      REQUIRE(value_at(half_plane, map, x, delta) == near(beyond));
    REQUIRE(value_at(half_plane, SummandMap::gaussian, x, delta) ==
            near((1 + std::erf((x[0] - 4) / delta / std::sqrt(2))) / 2));
    const double t = (x[0] - 4) / delta;
    REQUIRE(value_at(half_plane, SummandMap::exponential, x, delta) ==
            near(t < 0 ? std::exp(t) / 2 : 1 - std::exp(-t) / 2));
    REQUIRE(value_at(half_plane, SummandMap::landscape, x, delta) == near(std::max(0.0, x[0] - 4)));
    REQUIRE(value_at(half_plane, SummandMap::distance, x, delta) == near(std::exp(-std::pow(std::min(t, 0.0), 2) / 2)));

    const double u = side(2, 8, x[0], delta), v = side(3, 5, x[1], delta);
    REQUIRE(value_at(rectangle, SummandMap::interleaving, x, delta) == near(std::min(u, v)));
    REQUIRE(value_at(rectangle, SummandMap::volume, x, delta) == near(u * v));
    REQUIRE(value_at(rectangle, SummandMap::rectangle, x, delta) == near(u * v));

    // Births (0, 4) and (4, 0): the square [0, 10]^2 without [0, 4)^2, covered by [0, 10] x [4, 10] and [4, 10] x [0,
    // 10].
    const double wide = side(0, 10, x[0], delta), late = side(4, 10, x[0], delta), early = side(0, 4, x[0], delta);
    const double tall = side(0, 10, x[1], delta), high = side(4, 10, x[1], delta), low = side(0, 4, x[1], delta);
    REQUIRE(value_at(staircase, SummandMap::interleaving, x, delta) ==
            near(std::max(std::min(wide, high), std::min(late, tall))));
    REQUIRE(value_at(staircase, SummandMap::volume, x, delta) == near(wide * tall - early * low));
    REQUIRE(value_at(staircase, SummandMap::rectangle, x, delta) == near(std::max(wide * high, late * tall)));
  }
}

TEST_CASE("landscapes from the decomposition are those of the module, line by line",
          "[vectorization][representation][oracle]") {
  RandomStream random(34, 0);
  for (int trial = 0; trial < 60; ++trial) {
    auto intervals = std::vector<Interval<2>>{};
    for (int k = 0; k < 4; ++k) intervals.push_back(random_staircase(random, 8, 3, 0.1));
    auto module = scrambled_sum(random, intervals, 9);
    if (trial % 3 == 0) module = non_intervals(9)[std::size_t(trial / 3) % non_intervals(9).size()];

    const auto decomposition = summands(module, {.axis_scale = AxisScaling::unscaled}, {});
    const GridBox<2> box{{-0.5, 0}, {9.5, 9}};
    const auto found = summand_landscape(one(decomposition), {.count = 3, .resolution = {10, 6}, .fit = box}, {});
    LandscapeOptions sampled;
    sampled.count = 3;
    sampled.axis_scale = AxisScaling::unscaled;
    sampled.fit = SamplingGrid{{found.axes[1].values, found.axes[2].values}};
    const auto expected = landscape(module, sampled, {});
    for (std::size_t k = 0; k < found.values.size(); ++k)
      REQUIRE(found.values[k] == Approx(expected.values[k]).margin(1e-12));
  }
}

TEST_CASE("named instances are the template with their operation, weight and map", "[vectorization][representation]") {
  RandomStream random(35, 0);
  const auto collection = one(random_decomposition(random, 9, 24, 5, 0.1));
  const auto general = [&](Options options) { return summand_representation(collection, options, {}).values; };
  CHECK(summand_image(collection, {.p = 2}, {}).values == general({.p = 2}));
  CHECK(summand_image(collection, {.kernel = SummandKernel::rectangle, .p = infinity}, {}).values ==
        general({.operation = SummandOperation::largest, .weight = SummandWeight::one, .map = SummandMap::rectangle}));
  CHECK(summand_gaussian(collection, {.p = 0.5}, {}).values == general({.map = SummandMap::gaussian, .p = 0.5}));
  CHECK(summand_exponential(collection, {.bandwidth = 2}, {}).values ==
        general({.map = SummandMap::exponential, .bandwidth = 2}));
  CHECK(multiparameter_image(collection, {}, {}).values ==
        general({.operation = SummandOperation::sum, .weight = SummandWeight::area, .map = SummandMap::distance}));
  CHECK(fit_summand_landscape(collection, {}, {}) == fit_summand_representation(collection, {}, {}));
}

TEST_CASE("order of summands, scale of an axis and threads change no bit", "[vectorization][representation][law]") {
  RandomStream random(36, 0);
  const auto decomposition = random_decomposition(random, 12, 30, 5, 0.2);
  auto reversed = decomposition, rescaled = decomposition;
  std::ranges::reverse(reversed.summands);
  for (auto& summand : rescaled.summands)
    for (auto* corners : {&summand.support.births, &summand.support.deaths})
      for (auto& corner : *corners) corner = {corner[0] * 1024, corner[1] / 8};
  rescaled.axis_scale = {1024, 0.125};
  auto collection = one(decomposition);
  for (int sample = 0; sample < 9; ++sample)
    collection.add(std::to_string(sample), random_decomposition(random, sample, 30, 5, 0.2));
  const Context four(ContextOptions{.threads = 4});
  for (const auto operation : operations)
    for (const auto map : maps) {
      const Options options{.operation = operation, .map = map, .resolution = {9, 7}};
      CHECK(values_of(reversed, options) == values_of(decomposition, options));
      CHECK(values_of(rescaled, options) == values_of(decomposition, options));
      CHECK(summand_representation(collection, options, {}).values ==
            summand_representation(collection, options, four).values);
    }
}

TEST_CASE("a weight and a map of the caller's own take part in every operation", "[vectorization][representation]") {
  const auto decomposition = decomposition_of({{{{0, 0}}, {{4, 4}}}, {{{1, 1}}, {{9, 3}}}});
  const SummandFunctions functions{
      .weight = [](const Interval<2>& part) { return part.deaths[0][0] - part.births[0][0]; },
      .map = [](const Interval<2>& support, const Point<2>& x) { return support.births[0][0] + x[0]; }};
  const auto values = [&](SummandOperation operation) {
    return summand_representation(one(decomposition),
                                  {.operation = operation, .resolution = {2, 1}, .fit = GridBox<2>{{0, 0}, {8, 8}}},
                                  functions, {})
        .values;
  };
  // Weights 4 and 7 (the second is cut at 8); maps x and 1 + x at x = 2 and 6.
  CHECK(values(SummandOperation::sum) == std::vector<double>{4 * 2 + 7 * 3, 4 * 6 + 7 * 7});
  CHECK(values(SummandOperation::mean)[0] == Approx(29.0 / 11));
  CHECK(values(SummandOperation::largest) == std::vector<double>{21, 49});
  const auto features = summand_representation(one(decomposition), {}, functions, {});
  CHECK(std::isnan(features.stability.constant));
  CHECK(features.stability.statement.find("No theorem") == 0);

  const SummandFunctions negative{.weight = [](const Interval<2>&) { return -1.0; }, .map = {}};
  CHECK(reason_of([&] { summand_representation(one(decomposition), {}, negative, {}); }) ==
        "needs finite weights, 0 or more, got -1");
}

TEST_CASE("zero modules give zeros, whatever the template", "[vectorization][representation]") {
  for (const auto operation : operations)
    for (const auto map : maps) {
      const Options options{.operation = operation, .map = map, .resolution = {3, 3}};
      CHECK(values_of(decomposition_of({}), options) == std::vector<double>(9, 0.0));
    }
  CHECK(summand_representation({}, {.resolution = {3, 3}}, {}).width() == 9);
}

TEST_CASE("several landscapes lie on a grid of three axes", "[vectorization][representation]") {
  const auto features = summand_landscape(one(decomposition_of({{{{0, 0}}, {{4, 4}}}})),
                                          {.count = 2, .resolution = {2, 3}}, Context().for_stage("peaks"));
  CHECK(features.shape() == std::vector<Index>{2, 2, 3});
  CHECK(features.axes[0].name == "k-th largest");
  CHECK(features.columns.front() == "peaks.k1.x00.y00");
  CHECK(features.columns.back() == "peaks.k2.x01.y02");
}

TEST_CASE("large exponents leave the summand of the largest weight, and narrow densities the indicator",
          "[vectorization][representation]") {
  const auto decomposition = decomposition_of({{{{0, 0}}, {{4, 4}}}, {{{5, 5}}, {{8, 8}}}});
  const GridBox<2> box{{0, 0}, {8, 8}};
  CHECK(values_of(decomposition, {.p = 1e6, .bandwidth = 0.5, .resolution = {4, 4}, .fit = box}) ==
        values_of(decomposition_of({{{{0, 0}}, {{4, 4}}}}), {.bandwidth = 0.5, .resolution = {4, 4}, .fit = box}));
  CHECK(values_of(decomposition, {.operation = SummandOperation::sum,
                                  .weight = SummandWeight::one,
                                  .map = SummandMap::gaussian,
                                  .bandwidth = 1e-6,
                                  .resolution = {2, 2},
                                  .fit = box}) == std::vector<double>{1, 0, 0, 1});
  CHECK(reason_of([&] { values_of(decomposition, {.bandwidth = 1e-300, .fit = box}); }) ==
        "needs 1e-9 to 1e9 of the longest side of the box, 8, got 1e-300");
}

TEST_CASE("what no template can be is refused", "[vectorization][representation][error]") {
  const auto module = decomposition_of({{{{1, 1}}, {{4, 3}}}});
  CHECK(reason_of([&] { values_of(module, {.p = infinity}); }) == "needs a finite exponent, 0 or more, got inf");
  CHECK(reason_of([&] { values_of(module, {.count = 2}); }) == "a sum or a mean gives one image, got 2");
  CHECK(reason_of([&] { values_of(module, {.operation = SummandOperation::largest, .count = 0}); }) ==
        "needs one at least, got 0");
}
