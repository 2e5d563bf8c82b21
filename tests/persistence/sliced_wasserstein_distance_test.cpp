// SPDX-License-Identifier: MIT
#include "tessera/persistence/sliced_wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_matching.hpp"
#include "tessera/persistence/wasserstein_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

Barcode barcode(std::vector<Bar> bars) { return barcode_of(std::move(bars)); }

/// The definition: projected bars of each side and of the diagonal of the other, sorted and paired.
double naive_sliced(const Barcode& a, const Barcode& b, Index directions) {
  double sum = 0;
  for (Index k = 0; k < directions; ++k) {
    const double angle = (k + 0.5) * std::numbers::pi / directions, c = std::cos(angle), s = std::sin(angle);
    for (const Index degree : {0u, 1u}) {
      std::array<std::vector<double>, 2> sides;
      for (const std::size_t side : {0, 1})
        for (const Bar& bar : (side == 0 ? a : b).bars) {
          if (bar.degree != degree) continue;
          const double middle = (bar.birth + bar.death) / 2;
          sides[side].push_back(c * bar.birth + s * bar.death);
          sides[1 - side].push_back((c + s) * middle);
        }
      for (auto& side : sides) std::ranges::sort(side);
      for (std::size_t i = 0; i < sides[0].size(); ++i) sum += std::abs(sides[0][i] - sides[1][i]);
    }
  }
  return sum / directions;
}

SignedBarcode<2> plane_measure(const std::vector<std::pair<std::array<Index, 2>, std::int64_t>>& masses) {
  SignedBarcode<2> result;
  for (auto& axis : result.grid.axes) axis.values = {0, 1, 2, 3, 4, 5, 6, 7};
  for (const auto& [ranks, mass] : masses) result.bars.push_back({{ranks}, {}, mass});
  return result;
}

/// One unit moved by one along an axis of R^N.
template <int N>
double unit_step(int axis, Index directions) {
  SignedBarcode<N> from, to;
  for (auto* barcode : {&from, &to}) {
    for (auto& one : barcode->grid.axes) one.values = {0, 1};
    barcode->bars.push_back({});
  }
  to.bars[0].birth[axis] = 1;
  return sliced_wasserstein_distance(from, to,
                                     {.directions = directions, .degree = {}, .axis_scale = AxisScaling::unscaled});
}

}  // namespace

TEST_CASE("a lone bar is as far from nothing as its way to the diagonal on average",
          "[persistence][distance][example]") {
  // From (0, 2) to (1, 1): length sqrt(2), of which a direction sees |cos| of the angle, 2 / pi in the mean.
  CHECK(sliced_wasserstein_distance(barcode({{0, 2, 0}}), {}, {.directions = 1000}) ==
        Approx(std::sqrt(2) * 2 / std::numbers::pi).epsilon(1e-5));
  CHECK(sliced_wasserstein_distance({}, {}) == 0);
  CHECK(sliced_wasserstein_distance(barcode({{0, 2, 0}, {0, 3, 1}}), barcode({{0, 2, 0}, {0, 3, 1}})) == 0);
  CHECK(sliced_wasserstein_distance(barcode({{0, infinity, 0}}), barcode({{2, infinity, 0}})) == 2);
  CHECK(sliced_wasserstein_distance(barcode({{0, infinity, 0}}), {}) == infinity);
  CHECK(sliced_wasserstein_distance(barcode({{0, infinity, 0}}), {}, {.infinite_bars = InfiniteBars::ignore}) == 0);
}

TEST_CASE("sliced distances of barcodes are those of their definition", "[persistence][distance][oracle]") {
  RandomStream random(71, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto a = random_barcode(random, 30, true), b = random_barcode(random, 30, true);
    const Index directions = 1 + Index(random.below(20));
    const double distance = sliced_wasserstein_distance(a, b, {.directions = directions});
    REQUIRE(distance == Approx(naive_sliced(a, b, directions)).margin(1e-12));
    REQUIRE(sliced_wasserstein_distance(b, a, {.directions = directions}) == distance);
    const double wasserstein = wasserstein_distance(a, b);
    REQUIRE(distance <= 2 * std::sqrt(2.0) * wasserstein * (1 + 1e-12));
  }
}

TEST_CASE("sliced distances obey the triangle inequality", "[persistence][distance][law]") {
  RandomStream random(72, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto a = random_barcode(random, 30, true), b = random_barcode(random, 30, true),
               c = random_barcode(random, 30, true);
    REQUIRE(sliced_wasserstein_distance(a, c) <=
            (sliced_wasserstein_distance(a, b) + sliced_wasserstein_distance(b, c)) * (1 + 1e-12));
  }
}

TEST_CASE("directions are spread evenly over the sphere", "[persistence][distance][law]") {
  // The mean of |x_1| over the unit sphere: 2 / pi, 1 / 2, 4 / (3 pi); the same along every axis.
  CHECK(unit_step<1>(0, 7) == 1);
  for (const int axis : {0, 1}) CHECK(unit_step<2>(axis, 400) == Approx(2 / std::numbers::pi).epsilon(1e-4));
  for (const int axis : {0, 1, 2}) CHECK(unit_step<3>(axis, 2000) == Approx(0.5).epsilon(5e-3));
  for (const int axis : {0, 1, 2, 3})
    CHECK(unit_step<4>(axis, 2000) == Approx(4 / (3 * std::numbers::pi)).epsilon(5e-3));
}

TEST_CASE("sliced distances of measures are at most their transport, and only differences count",
          "[persistence][distance][law]") {
  RandomStream random(73, 0);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<std::pair<std::array<Index, 2>, std::int64_t>> as, bs;
    for (auto* masses : {&as, &bs})
      for (int k = 0; k < 10; ++k)
        masses->push_back({{Index(random.below(8)), Index(random.below(8))}, k % 2 == 0 ? 1 : -1});
    const auto a = plane_measure(as), b = plane_measure(bs);
    const double sliced = sliced_wasserstein_distance(a, b, {.axis_scale = AxisScaling::unscaled});
    REQUIRE(sliced <=
            signed_wasserstein_distance(a, b, {.norm = 2, .axis_scale = AxisScaling::unscaled}) * (1 + 1e-12));
    as.push_back({{1, 6}, 3});
    bs.push_back({{1, 6}, 3});
    REQUIRE(sliced_wasserstein_distance(plane_measure(as), plane_measure(bs), {.axis_scale = AxisScaling::unscaled}) ==
            Approx(sliced).margin(1e-12));
  }
}

TEST_CASE("all pairs have the sliced distance of the pair, on any number of threads", "[persistence][distance][law]") {
  RandomStream random(74, 0);
  Collection<Barcode> barcodes;
  for (Index k = 0; k < 12; ++k) barcodes.add(std::to_string(k), random_barcode(random, 40, true));
  const auto one = sliced_wasserstein_distances(barcodes, {}, Context());
  CHECK(one.names() == barcodes.ids());
  CHECK(one == sliced_wasserstein_distances(barcodes, {}, Context({.threads = 4})));
  for (Index i = 0; i < 12; ++i)
    for (Index j = 0; j < 12; ++j)
      CHECK(one(i, j) == Approx(sliced_wasserstein_distance(barcodes[i], barcodes[j])).margin(1e-14));
}

TEST_CASE("sliced distances without directions, mass or matching bars are refused", "[persistence][distance][error]") {
  CHECK(reason_of([] { sliced_wasserstein_distance({}, {}, {.directions = 0}); }) ==
        "needs one direction at least, got 0");
  CHECK(reason_of([] {
          sliced_wasserstein_distance(plane_measure({{{1, 1}, 1}}), plane_measure({}));
        }) == "needs measures of one mass, got 1 and 0");
  Collection<Barcode> barcodes;
  barcodes.add("x", barcode({{0, infinity, 0}}));
  barcodes.add("y", Barcode{});
  CHECK(code_of([&] { sliced_wasserstein_distances(barcodes, {}, Context()); }) == "D106");
}
