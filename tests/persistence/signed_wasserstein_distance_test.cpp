// SPDX-License-Identifier: MIT
#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/signed_measures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

using namespace tessera;

namespace {

const SignedWassersteinDistanceOptions unscaled{.axis_scale = AxisScaling::unscaled};

/// Point masses on the integer grid 0 .. size - 1.
template <int N>
SignedBarcode<N> measure(std::vector<std::pair<std::array<Index, N>, std::int64_t>> masses, int size = 20) {
  SignedBarcode<N> result;
  for (auto& axis : result.grid.axes)
    for (int value = 0; value < size; ++value) axis.values.push_back(value);
  for (const auto& [ranks, mass] : masses) result.bars.push_back({{ranks}, {}, mass});
  return result;
}

template <int N>
SignedBarcode<N> random_measure(RandomStream& random, int bars, int size) {
  std::vector<std::pair<std::array<Index, N>, std::int64_t>> masses;
  std::int64_t sum = 0;
  for (int k = 0; k < bars; ++k) {
    std::array<Index, N> ranks;
    for (Index& rank : ranks) rank = Index(random.below(std::uint64_t(size)));
    const std::int64_t mass = k + 1 < bars ? std::int64_t(random.below(5)) - 2 : 1 - sum;  // 1 in all
    if (mass != 0) masses.push_back({ranks, mass});
    sum += mass;
  }
  return measure<N>(masses, size);
}

/// Over all ways to send each unit of what a has too much to one that b has too much.
template <int N>
double naive_transport(const SignedBarcode<N>& a, const SignedBarcode<N>& b, double norm) {
  std::vector<Point<N>> from, to;
  for (const auto& [barcode, sign] : {std::pair(&a, 1), std::pair(&b, -1)})
    for (const auto& bar : barcode->bars)
      for (std::int64_t k = 0; k < std::abs(bar.multiplicity); ++k)
        (bar.multiplicity * sign > 0 ? from : to).push_back(barcode->grid(bar.birth));
  REQUIRE(from.size() == to.size());
  std::vector<bool> taken(to.size(), false);
  double least = infinity;
  const std::function<void(std::size_t, double)> send = [&](std::size_t i, double sum) {
    if (i == from.size()) least = std::min(least, sum);
    if (i == from.size() || sum >= least) return;
    for (std::size_t j = 0; j < to.size(); ++j) {
      if (taken[j]) continue;
      double length = 0;
      for (int axis = 0; axis < N; ++axis) {
        const double step = std::abs(from[i][axis] - to[j][axis]);
        length = norm == infinity ? std::max(length, step) : length + std::pow(step, norm);
      }
      taken[j] = true;
      send(i + 1, sum + (norm == infinity ? length : std::pow(length, 1 / norm)));
      taken[j] = false;
    }
  };
  send(0, 0);
  return least;
}

template <int N>
void agrees_with_all_transports(std::uint64_t seed) {
  RandomStream random(seed, N);
  for (int trial = 0; trial < 60; ++trial) {
    const auto a = random_measure<N>(random, 3, 4), b = random_measure<N>(random, 3, 4);
    for (const double norm : {1.0, 2.0, infinity}) {
      auto options = unscaled;
      options.norm = norm;
      INFO(N << " parameters, trial " << trial << ", norm " << norm);
      const double distance = signed_wasserstein_distance(a, b, options);
      REQUIRE(distance == Approx(naive_transport(a, b, norm)).margin(1e-12));
      REQUIRE(signed_wasserstein_distance(b, a, options) == distance);
    }
  }
}

}  // namespace

TEST_CASE("signed measures are moved onto each other, by hand", "[persistence][distance][example]") {
  // a - b = +(0,0) +(5,5) -(0,3) -(5,4): three up the second axis, one down it.
  const auto a = measure<2>({{{0, 0}, 1}, {{5, 5}, 1}, {{2, 2}, -1}}),
             b = measure<2>({{{0, 3}, 1}, {{5, 4}, 1}, {{2, 2}, -1}});
  CHECK(signed_wasserstein_distance(a, b, unscaled) == 4);
  // The negative mass of b takes part as positive mass of a.
  CHECK(signed_wasserstein_distance(measure<2>({{{1, 1}, 1}}), measure<2>({{{0, 0}, 1}, {{3, 3}, 1}, {{3, 4}, -1}}),
                                    unscaled) == 3);
  CHECK(signed_wasserstein_distance(a, a) == 0);
  CHECK(signed_wasserstein_distance(measure<2>({}), measure<2>({})) == 0);
  // Axes of lengths 5 and 5 are divided by 5.
  CHECK(signed_wasserstein_distance(a, b) == Approx(4.0 / 5));
  CHECK(signed_wasserstein_distance(measure<1>({{{2}, 1}}), measure<1>({{{7}, 1}}), unscaled) == 5);
}

TEST_CASE("signed distances are the least over all transports", "[persistence][distance][oracle]") {
  agrees_with_all_transports<1>(61);
  agrees_with_all_transports<2>(62);
  agrees_with_all_transports<3>(63);
  agrees_with_all_transports<4>(64);
}

TEST_CASE("signed distances are a metric, and only the difference of two measures counts",
          "[persistence][distance][law]") {
  RandomStream random(65, 0);
  for (int trial = 0; trial < 40; ++trial) {
    const auto a = random_measure<2>(random, 60, 20), b = random_measure<2>(random, 60, 20),
               c = random_measure<2>(random, 60, 20);
    const auto distance = [&](const auto& x, const auto& y) { return signed_wasserstein_distance(x, y, unscaled); };
    REQUIRE(distance(a, c) <= distance(a, b) + distance(b, c) + 1e-9);
    auto both_a = a, both_b = b;
    for (auto* barcode : {&both_a, &both_b}) barcode->bars.insert(barcode->bars.end(), c.bars.begin(), c.bars.end());
    REQUIRE(distance(both_a, both_b) == Approx(distance(a, b)));
    auto near = unscaled;
    near.relative_error = 0.1;
    const double approximate = signed_wasserstein_distance(a, b, near);
    REQUIRE(approximate >= distance(a, b) * (1 - 1e-12));
    REQUIRE(approximate <= 1.1 * distance(a, b) * (1 + 1e-12));
  }
}

TEST_CASE("measures of a complex move no more than its cells do", "[persistence][distance][law]") {
  RandomStream random(66, 0);
  for (int trial = 0; trial < 30; ++trial) {
    const auto f = random_bifiltered_complex(random, 7, 6);
    auto g = f;  // the same cells, each axis stretched: grades keep their order
    for (auto& axis : g.grid.axes)
      for (double& value : axis.values) value += 0.3 * value + 0.1;
    double moved = 0;
    for (const auto& block : f.blocks)
      for (const auto& grade : block.grades)
        for (int axis = 0; axis < 2; ++axis) moved += std::abs(f.grid(grade)[axis] - g.grid(grade)[axis]);
    CHECK(signed_wasserstein_distance(euler_measure(f), euler_measure(g), unscaled) <= moved * (1 + 1e-12));
    for (const Index degree : {0u, 1u})
      CHECK(signed_wasserstein_distance(hilbert_measure(f, degree, Context()), hilbert_measure(g, degree, Context()),
                                        unscaled) <= 2 * moved * (1 + 1e-12));
  }
}

TEST_CASE("a corner takes the mass that differs", "[persistence][distance][example]") {
  // Bars [1, oo) and [2, oo) against [1, oo): the second ends at the corner, 9.
  const auto two = measure<1>({{{1}, 1}, {{2}, 1}}), one = measure<1>({{{1}, 1}});
  SignedWassersteinDistanceOptions options{
      .axis_scale = AxisScaling::unscaled, .unequal_mass = UnequalMass::corner, .box = MeasureBox{{0}, {9}}};
  CHECK(signed_wasserstein_distance(two, one, options) == 7);
  options.box = {};
  CHECK(signed_wasserstein_distance(two, one, options) == 0);  // the box of the two ends at 2
  CHECK(signed_wasserstein_distance(measure<2>({{{3, 3}, 2}}), measure<2>({{{0, 0}, 1}}), options) == 6);
}

TEST_CASE("all pairs of measures share one box, on any number of threads", "[persistence][distance][law]") {
  RandomStream random(67, 0);
  Collection<SignedBarcode<2>> measures;
  for (Index k = 0; k < 8; ++k) measures.add(std::to_string(k), random_measure<2>(random, 30, 20));
  const auto one = signed_wasserstein_distances(measures, {}, Context());
  CHECK(one == signed_wasserstein_distances(measures, {}, Context({.threads = 4})));
  SignedWassersteinDistanceOptions options;
  options.box = MeasureBox{{infinity, infinity}, {-infinity, -infinity}};
  for (Index k = 0; k < 8; ++k)
    for (const auto& bar : measures[k].bars)
      for (int axis = 0; axis < 2; ++axis) {
        options.box->low[axis] = std::min(options.box->low[axis], measures[k].grid(bar.birth)[axis]);
        options.box->high[axis] = std::max(options.box->high[axis], measures[k].grid(bar.birth)[axis]);
      }
  for (Index i = 0; i < 8; ++i)
    for (Index j = 0; j < 8; ++j) CHECK(one(i, j) == signed_wasserstein_distance(measures[i], measures[j], options));
  CHECK(signed_wasserstein_distances<2>({}, {}, Context()).size() == 0);
}

TEST_CASE("measures that cannot be moved onto each other are refused", "[persistence][distance][error]") {
  const auto one = measure<2>({{{1, 1}, 1}}), two = measure<2>({{{1, 1}, 2}});
  CHECK(reason_of([&] { signed_wasserstein_distance(one, two); }) == "needs measures of one mass, got 1 and 2");
  auto hooks = one;
  hooks.kind = SignedBarKind::hook;
  CHECK(reason_of([&] { signed_wasserstein_distance(one, hooks); }) ==
        "needs sums of free modules, got a sum of hooks or rectangles");
  CHECK(reason_of([&] { signed_wasserstein_distance(one, one, {.norm = 0.5}); }) ==
        "needs a norm of 1 to inf, got 0.5");
  CHECK(reason_of([&] { signed_wasserstein_distance(one, one, {.relative_error = -1}); }) ==
        "needs an error >= 0, got -1");
  CHECK(reason_of([&] {
          signed_wasserstein_distance(one, one, {.box = MeasureBox{{0}, {1}}});
        }) == "needs a box of 2 axes, got 1 and 1 numbers");
  const std::int64_t huge = std::int64_t{1} << 62;
  CHECK(code_of([&] {
          signed_wasserstein_distance(measure<2>({{{0, 0}, huge}}), measure<2>({{{1, 1}, huge}}));
        }) == "R302");
  const auto overflowing = measure<2>({{{0, 0}, huge}, {{0, 1}, huge}});
  CHECK(code_of([&] { signed_wasserstein_distance(overflowing, overflowing); }) == "D101");
}
