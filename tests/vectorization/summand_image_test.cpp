// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_image.hpp"

#include "tessera/decomposition/interval_distance.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_summand_image.hpp"
#include "support/random_intervals.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

constexpr SummandKernel kernels[] = {SummandKernel::interleaving, SummandKernel::volume, SummandKernel::rectangle};
constexpr double exponents[] = {0, 0.5, 1, 2, infinity};

Collection<Decomposition<2>> one(Decomposition<2> decomposition) {
  Collection<Decomposition<2>> collection;
  collection.add("a", std::move(decomposition));
  return collection;
}

SummandImageOptions sampled(SummandKernel kernel, double p, double delta, Index pixels, GridBox<2> box) {
  return {.kernel = kernel, .p = p, .bandwidth = delta, .resolution = {pixels, pixels}, .fit = box};
}

std::vector<double> image(const Decomposition<2>& decomposition, const SummandImageOptions& options) {
  return summand_image(one(decomposition), options, {}).values;
}

constexpr GridBox<2> ten{{0, 0}, {10, 10}};

}  // namespace

TEST_CASE("one rectangle gives the closed form of each kernel", "[vectorization][image]") {
  const auto rectangle = decomposition_of({{{{2, 3}}, {{8, 5}}}});
  const double delta = 1.5;
  for (const auto kernel : kernels) {
    const auto values = image(rectangle, sampled(kernel, 1, delta, 20, ten));
    for (int i = 0; i < 20; ++i)
      for (int j = 0; j < 20; ++j) {
        const double x = 0.25 + 0.5 * i, y = 0.25 + 0.5 * j;
        const double u = std::max(0.0, std::min(8.0, x + delta) - std::max(2.0, x - delta)) / (2 * delta);
        const double v = std::max(0.0, std::min(5.0, y + delta) - std::max(3.0, y - delta)) / (2 * delta);
        INFO("kernel " << int(kernel) << " at " << x << ", " << y);
        const double expected = kernel == SummandKernel::interleaving ? std::min(u, v) : u * v;
        REQUIRE(values[std::size_t(20 * i + j)] == Approx(expected).margin(1e-15));
      }
  }
}

TEST_CASE("a staircase is seen corner by corner", "[vectorization][image]") {
  // Two squares that overlap in a corner: [0,6]^2 and [4,10]^2 without the part above the first and below the second.
  const Interval<2> staircase{{{0, 4}, {4, 0}}, {{6, 10}, {10, 6}}};
  const GridBox<2> centre{{4, 4}, {6, 6}};  // one pixel at (5, 5): the window [5 - delta, 5 + delta]^2
  const auto value = [&](SummandKernel kernel, double delta) {
    return image(decomposition_of({staircase}), sampled(kernel, infinity, delta, 1, centre))[0];
  };
  CHECK(value(SummandKernel::interleaving, 1) == 1);
  CHECK(value(SummandKernel::interleaving, 5) == 0.6);  // the square [4,10] x [0,6]
  CHECK(value(SummandKernel::rectangle, 5) == Approx(0.36));
  CHECK(value(SummandKernel::volume, 5) == Approx(1 - 0.16 - 0.16));  // two squares of side 4 are missing
  CHECK(value(SummandKernel::volume, 2) == Approx(1 - 2.0 / 16));
  CHECK(value(SummandKernel::rectangle, 2) == Approx(9.0 / 16));
  CHECK(value(SummandKernel::interleaving, 2) == 0.75);
}

TEST_CASE("images of random staircases are those of the definition", "[vectorization][image][oracle]") {
  RandomStream random(3, 0);
  for (int trial = 0; trial < 150; ++trial) {
    const auto decomposition = random_decomposition(random, 1 + int(random.below(6)), 24, 9, 0.1);
    const GridBox<2> box{{2.5, 1.25}, {2.5 + 3 + 20 * random.uniform(), 1.25 + 3 + 20 * random.uniform()}};
    const double delta = 0.3 + 6 * random.uniform() * random.uniform();
    for (const auto kernel : kernels)
      for (const double p : exponents) {
        const auto values = image(decomposition, sampled(kernel, p, delta, 7, box));
        for (int i = 0; i < 7; ++i)
          for (int j = 0; j < 7; ++j) {
            const Point<2> x{box.low[0] + (i + 0.5) * (box.high[0] - box.low[0]) / 7,
                             box.low[1] + (j + 0.5) * (box.high[1] - box.low[1]) / 7};
            INFO("trial " << trial << " kernel " << int(kernel) << " p " << p << " pixel " << i << ", " << j);
            REQUIRE(values[std::size_t(7 * i + j)] ==
                    Approx(naive_value(decomposition, kernel, p, box, x, delta)).epsilon(1e-11).margin(1e-12));
          }
      }
  }
}

TEST_CASE("the order of the summands does not matter, and a module counted twice is the same",
          "[vectorization][image][law]") {
  RandomStream random(8, 0);
  for (int trial = 0; trial < 50; ++trial) {
    auto decomposition = random_decomposition(random, 7, 12, 4, 0.2);
    auto reversed = decomposition;
    std::ranges::reverse(reversed.summands);
    auto twice = decomposition;
    twice.summands.insert(twice.summands.end(), decomposition.summands.begin(), decomposition.summands.end());
    for (const auto kernel : kernels)
      for (const double p : exponents) {
        const auto options = sampled(kernel, p, 1.7, 9, ten);
        const auto values = image(decomposition, options), doubled = image(twice, options);
        REQUIRE(image(reversed, options) == values);
        for (std::size_t k = 0; k < values.size(); ++k) REQUIRE(doubled[k] == Approx(values[k]).margin(1e-14));
      }
  }
}

TEST_CASE("rescaling an axis by a power of two changes no bit", "[vectorization][image][law]") {
  RandomStream random(21, 0);
  const auto decomposition = random_decomposition(random, 8, 30, 5, 0.2);
  auto rescaled = decomposition;
  for (auto& summand : rescaled.summands) summand.support = scaled(summand.support, {1.0 / 1024, 8});
  rescaled.axis_scale = {1024, 0.125};
  for (const auto kernel : kernels) {
    const SummandImageOptions options{.kernel = kernel};
    CHECK(image(rescaled, options) == image(decomposition, options));
  }
}

TEST_CASE("images do not depend on the number of threads", "[vectorization][image][law]") {
  RandomStream random(4, 0);
  Collection<Decomposition<2>> collection;
  for (int sample = 0; sample < 20; ++sample)
    collection.add(std::to_string(sample), random_decomposition(random, sample, 30, 5, 0.2));
  const Context four(ContextOptions{.threads = 4});
  for (const auto kernel : kernels)
    CHECK(summand_image(collection, {.kernel = kernel}, {}).values ==
          summand_image(collection, {.kernel = kernel}, four).values);
}

TEST_CASE("the box holds the finite corners, is widened where it has no extent, and stops where the module is unknown",
          "[vectorization][image]") {
  auto collection = one(decomposition_of({{{{1, 4}}, {{infinity, 9}}}, {{{2, 0}}, {{3, 2}}}}));
  CHECK(fit_summand_image(collection, {}, {}) == GridBox<2>{{1, 0}, {3, 9}});

  auto flat = decomposition_of({{{{1, 5}}, {{4, infinity}}}});
  flat.axis_scale = {2, 8};
  CHECK(fit_summand_image(one(flat), {}, {}) == GridBox<2>{{1, 5}, {4, 13}});
  CHECK(fit_summand_image(one(decomposition_of({})), {}, {}) == GridBox<2>{{0, 0}, {1, 1}});
  CHECK(fit_summand_image({}, {}, {}) == GridBox<2>{{0, 0}, {1, 1}});

  auto truncated = decomposition_of({{{{1, 0}}, {{8, 9}}}});
  truncated.axes[0].known_below = 6;
  CHECK(fit_summand_image(one(truncated), {}, {}) == GridBox<2>{{1, 0}, {6, 9}});
  CHECK(reason_of([&] { image(truncated, {.fit = ten}); }) ==
        "the box reaches 10 on axis 'scale', the module is known below 6 only");
  // What lies beyond known_below is not seen: the largest square is cut at 6.
  const GridBox<2> pixel{{4, 4}, {6, 6}};
  CHECK(image(truncated, sampled(SummandKernel::interleaving, 1, 2, 1, pixel))[0] == 0.75);
}

TEST_CASE("a zero module, and one that misses the box, give zeros", "[vectorization][image]") {
  for (const auto kernel : kernels)
    for (const double p : exponents) {
      const std::vector<double> zeros(16, 0.0);
      CHECK(image(decomposition_of({}), sampled(kernel, p, 1, 4, ten)) == zeros);
      CHECK(image(decomposition_of({{{{30, 30}}, {{40, 40}}}}), sampled(kernel, p, 1, 4, ten)) == zeros);
    }
  CHECK(summand_image({}, {}, {}).width() == 2500);
}

TEST_CASE("columns, shape and box name what a pixel is; a superlevel axis is shown with its sign",
          "[vectorization][image]") {
  auto decomposition = decomposition_of({{{{1, -9}}, {{4, -3}}}});
  decomposition.axes[1].direction = Direction::superlevel;
  const SummandImageOptions options{.resolution = {2, 101}};
  const auto features = summand_image(one(decomposition), options, Context().for_stage("features"));
  CHECK(features.columns.front() == "features.x00.y000");
  CHECK(features.columns.back() == "features.x01.y100");
  CHECK(features.shape() == std::vector<Index>{2, 101});
  CHECK(features.axes[0] == FeatureAxis{"scale", "", {1, 4}, {1.75, 3.25}});
  CHECK(features.axes[1].range == std::array<double, 2>{9, 3});
  CHECK(summand_image(one(decomposition), options, {}).columns.front() == "x00.y000");
}

TEST_CASE("what cannot be drawn is refused", "[vectorization][image][error]") {
  const auto good = decomposition_of({{{{1, 1}}, {{4, 3}}}});
  CHECK(reason_of([&] { image(good, {.p = -1}); }) == "needs an exponent in [0, inf], got -1");
  CHECK(reason_of([&] { image(good, {.bandwidth = 0.0}); }) ==
        "needs 1e-9 to 1e9 of the longest side of the box, 3, got 0");
  CHECK(reason_of([&] { image(good, {.bandwidth = Quantity(5, Relative::percentile)}); }) ==
        "needs a number in scaled units or a percentage of the range, got p5");
  CHECK(reason_of([&] { image(good, {.resolution = {0, 5}}); }) == "needs one pixel at least on each axis, got 0");
  CHECK(reason_of([&] {
          image(good, {.fit = GridBox<2>{{0, 0}, {1, 0}}});
        }) == "needs low < high on axis 1, got 0 and 0");

  const auto together = [&](const Decomposition<2>& other) {
    auto collection = one(good);
    collection.add("b", other);
    return reason_of([&] { summand_image(collection, {}, {}); });
  };
  auto other = good;
  other.axis_scale = {1, 2};
  CHECK(together(other) == "needs one scale for the collection, got 1 and 2 on axis 1");
  other = good;
  other.degree = 0;
  CHECK(together(other) == "needs one degree, got 1 and 0");
  other = good;
  other.axes[1].name = "ink";
  CHECK(together(other) == "needs the same axes in every sample, got 'value' and 'ink' as axis 1");
  other = good;
  other.axis_scale = {0, 1};
  CHECK(together(other) == "needs a positive scale on axis 0, got 0");
}
