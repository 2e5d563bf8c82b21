// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/multicover.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gudhi_witness.hpp"
#include "support/naive_cech.hpp"
#include "support/naive_multicover.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/function_alpha.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace tessera;

namespace {

const Context context;

enum class Kind { uniform, lattice, circle, copies, flat };

/// Few coordinates on a lattice; points on a circle or sphere, and its center; each point twice or more; a line or
/// plane.
PointCloud random_points(RandomStream& random, Index n, Index d, Kind kind) {
  std::vector<std::vector<double>> points;
  while (points.size() < n) {
    std::vector<double> x(d, 0.0);
    if (kind == Kind::copies && 2 * points.size() >= n && !points.empty()) {
      x = points[random.below(Index(points.size()))];
    } else if (kind == Kind::circle) {
      const auto at = random.below(9);
      if (d == 1 || at == 8) {
        x[0] = double(at);
      } else {  // two coordinates of 3 and 4, a third of 1
        x[0] = (at & 1 ? 3 : 4) * (at & 2 ? 1 : -1);
        x[1] = (at & 1 ? 4 : 3) * (at & 4 ? 1 : -1);
        if (d == 3) x[2] = random.below(2) == 0 ? 1 : -1;
      }
    } else {
      for (double& c : x) c = kind == Kind::lattice || kind == Kind::flat ? double(random.below(3)) : random.uniform();
      if (kind == Kind::flat && d > 1) x[d - 1] = 2 * x[0];
    }
    points.push_back(std::move(x));
  }
  std::vector<double> coordinates;
  for (const auto& x : points) coordinates.insert(coordinates.end(), x.begin(), x.end());
  return PointCloud(n, d, std::move(coordinates));
}

std::vector<Point<2>> row(const std::vector<double>& radii, Index order) {
  std::vector<Point<2>> result;
  for (const double radius : radii) result.push_back({radius, -double(order)});
  return result;
}

std::vector<Point<2>> staircase(RandomStream& random, const std::vector<double>& radii, Index order) {
  const Index step = Index(radii.size()) / order + 1;  // so many radii to an order, on average
  std::vector<Point<2>> result;
  for (const double radius : radii) {
    result.push_back({radius, -double(order)});
    while (order > 1 && random.below(step) == 0) result.push_back({radius, -double(--order)});
  }
  return result;
}

void require_multicover(const PointCloud& points, Index max_order, RandomStream& random) {
  const Index d = points.dimension();
  auto complex = multicover(points, {.max_order = max_order}, context);
  check(complex);
  REQUIRE(complex.complete_dimension == none);
  complex = with_rounded_radii(std::move(complex));
  const auto expected = subdivision_cech(points, max_order, d);
  auto radii = complex.grid.axes[0].values;
  radii.insert(radii.end(), expected.grid.axes[0].values.begin(), expected.grid.axes[0].values.end());
  radii = distinct_sorted(radii);
  for (Index degree = 0; degree < d; ++degree) {
    for (Index order = 1; order <= max_order; ++order) {
      INFO("degree " << degree << ", order " << order);
      const auto path = row(radii, order);
      REQUIRE(bars_along(complex, degree, path) == bars_along(expected, degree, path));
    }
    for (int repeat = 0; repeat < 3; ++repeat) {
      INFO("degree " << degree << ", staircase " << repeat);
      const auto path = staircase(random, radii, max_order);
      REQUIRE(bars_along(complex, degree, path) == bars_along(expected, degree, path));
    }
  }
  for (Index order = 1; order <= max_order; ++order) REQUIRE(bars_along(complex, d, row(radii, order)).empty());
}

}  // namespace

TEST_CASE("three points on a line by order", "[filtration][multicover][example]") {
  // Twofold: [0 - r, 0 + r] meets [2 - r, 2 + r] at r = 1, in the middle 1; 2 and 6 meet at r = 2, at 4; the two
  // intervals [2 - r, r] and [6 - r, 2 + r] join at r = 3, when all three balls meet, at 3.
  const auto complex = multicover(PointCloud(3, 1, {0, 2, 6}), {.max_order = 5}, context);
  check(complex);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, 2, 3});
  CHECK(complex.grid.axes[1].values == std::vector<double>{-3, -2, -1});
  CHECK(complex.grid.axes[1].direction == Direction::superlevel);
  using Bars = std::vector<std::pair<Index, Index>>;
  const auto& radii = complex.grid.axes[0].values;
  CHECK(bars_along(complex, 0, row(radii, 1)) == Bars{{0, 1}, {0, 2}, {0, 4}});
  CHECK(bars_along(complex, 0, row(radii, 2)) == Bars{{1, 4}, {2, 3}});
  CHECK(bars_along(complex, 0, row(radii, 3)) == Bars{{3, 4}});
}

TEST_CASE("the twofold cover of a triangle's corners has three parts, that meet at once around a hole",
          "[filtration][multicover][example]") {
  // Right triangle with legs 6 and 8: lenses at the middles of the sides from 3, 4 and 5; at 5 all three balls meet in
  // the middle of the hypotenuse.
  const auto complex = multicover(PointCloud(3, 2, {0, 0, 6, 0, 0, 8}), {.max_order = 3}, context);
  check(complex);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 3, 4, 5});
  CHECK(complex.blocks[0].size() == 7);  // every set of corners
  using Bars = std::vector<std::pair<Index, Index>>;
  const auto& radii = complex.grid.axes[0].values;
  CHECK(bars_along(complex, 0, row(radii, 2)) == Bars{{1, 4}, {2, 3}});
  CHECK(bars_along(complex, 0, row(radii, 3)) == Bars{{3, 4}});
  for (const Index order : {1u, 2u, 3u}) CHECK(bars_along(complex, 1, row(radii, order)).empty());
}

TEST_CASE("homology and its maps are those of the subdivided Cech complex", "[filtration][multicover][oracle]") {
  RandomStream random(71, 0);
  for (int trial = 0; trial < 150; ++trial) {
    const Index d = 1 + Index(trial % 3), n = Index(1 + random.below(d == 3 ? 6 : 7));
    const auto kind = Kind(trial / 3 % 5);
    const auto points = random_points(random, n, d, kind);
    INFO("trial " << trial << ", " << n << " points in R^" << d << ", kind " << int(kind));
    require_multicover(points, Index(1 + random.below(n)), random);
  }
}

TEST_CASE("the Euler characteristic is that of inclusion and exclusion", "[filtration][multicover][oracle]") {
  RandomStream random(72, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const Index d = 2 + Index(trial % 2), n = 10, max_order = Index(1 + random.below(6));
    const auto kind = Kind(trial / 2 % 5);
    const auto points = random_points(random, n, d, kind);
    const auto complex = with_rounded_radii(multicover(points, {.max_order = max_order}, context));
    check(complex);
    const auto sets = enclosing_radii(points);
    auto radii = complex.grid.axes[0].values;
    radii.insert(radii.end(), sets.begin(), sets.end());
    for (const double radius : distinct_sorted(radii))
      for (Index order = 1; order <= max_order; ++order) {
        int characteristic = 0;
        for (std::size_t k = 0; k < complex.blocks.size(); ++k)
          for (const auto& grade : complex.blocks[k].grades) {
            const auto [r, minus_order] = complex.grid(grade);
            if (r <= radius && minus_order <= -double(order)) characteristic += k % 2 == 0 ? 1 : -1;
          }
        INFO("trial " << trial << ", kind " << int(kind) << " in R^" << d << ", radius " << radius << ", order "
                      << order);
        REQUIRE(characteristic == multicover_euler_characteristic(sets, radius, order));
      }
  }
}

TEST_CASE("vertices of order 1 are points, and copies count", "[filtration][multicover][example]") {
  const PointCloud points(5, 2, {4, 0, 0, 3, 4, 0, 0, 0, 4, 0});
  const auto complex = multicover(points, {.max_order = 1}, context);
  std::vector<std::pair<Index, Index>> vertices;
  for (Index v = 0; v < complex.vertex_point.size(); ++v)
    vertices.emplace_back(complex.vertex_point[v], complex.vertex_multiplicity[v]);
  std::ranges::sort(vertices);
  CHECK(vertices == std::vector<std::pair<Index, Index>>{{0, 3}, {1, 1}, {3, 1}});
  CHECK(multicover(points, {.max_order = 2}, context).vertex_point.empty());
}

TEST_CASE("order 1 is the alpha complex of GUDHI's barcode", "[filtration][multicover][reference]") {
  RandomStream random(73, 0);
  for (const Index d : {2u, 3u}) {
    const auto points = random_points(random, 40, d, Kind::uniform);
    const auto alone = multicover(points, {.max_order = 1}, context);
    const auto complex = with_rounded_radii(multicover(points, {.max_order = 3}, context));
    const auto alpha = function_alpha<1>(points, {}, {}, context);
    REQUIRE(alone.blocks.size() == alpha.blocks.size());
    for (std::size_t k = 0; k < alpha.blocks.size(); ++k) CHECK(alone.blocks[k].size() == alpha.blocks[k].size());

    std::vector<WitnessSimplex> simplices;
    std::vector<std::set<Index>> vertices(alpha.blocks[0].size());
    for (Index v = 0; v < vertices.size(); ++v) vertices[v] = {v};
    for (std::size_t k = 0; k < alpha.blocks.size(); ++k) {
      std::vector<std::set<Index>> here(alpha.blocks[k].size());
      for (Index simplex = 0; simplex < here.size(); ++simplex) {
        if (k == 0) here[simplex] = {simplex};
        for (const Index face : alpha.blocks[k].boundary(simplex))
          here[simplex].insert(vertices[face].begin(), vertices[face].end());
        const double radius = alpha.grid.axes[0].values[alpha.blocks[k].grades[simplex][0]];
        simplices.push_back({{here[simplex].begin(), here[simplex].end()}, std::round(radius * 1e9) / 1e9});
      }
      vertices = std::move(here);
    }
    const auto& radii = complex.grid.axes[0].values;
    std::vector<WitnessBar> bars;
    for (Index degree = 0; degree < d; ++degree)
      for (const auto& [birth, death] : bars_along(complex, degree, row(radii, 1)))
        bars.push_back({int(degree), radii[birth], death < radii.size() ? radii[death] : infinity});
    std::ranges::sort(bars);
    CHECK(bars == gudhi_barcode(simplices, int(d)));
  }
}

TEST_CASE("a tiling of many cocircular points fits together, and is whole", "[filtration][multicover][law]") {
  RandomStream random(74, 0);
  const auto grid = [](Index side, Index d) {
    const Index n = d == 2 ? side * side : side * side * side;
    std::vector<double> x;
    for (Index i = 0; i < n; ++i)
      for (Index axis = 0, rest = i; axis < d; ++axis, rest /= side) x.push_back(double(rest % side));
    return PointCloud(n, d, std::move(x));
  };
  std::vector<PointCloud> clouds{grid(7, 2),
                                 grid(3, 3),
                                 random_points(random, 40, 2, Kind::circle),
                                 random_points(random, 25, 3, Kind::circle),
                                 random_points(random, 30, 2, Kind::lattice),
                                 random_points(random, 30, 3, Kind::flat)};
  for (const auto& points : clouds) {
    INFO(points.brief());
    const Index max_order = points.dimension() == 2 ? 4 : 3;
    const auto complex = multicover(points, {.max_order = max_order}, context);
    check(complex);
    for (Index order = 1; order <= max_order; ++order) {  // all balls together are contractible at last
      int characteristic = 0;
      for (std::size_t k = 0; k < complex.blocks.size(); ++k)
        for (const auto& grade : complex.blocks[k].grades)
          if (grade[1] <= max_order - order) characteristic += k % 2 == 0 ? 1 : -1;
      CHECK(characteristic == 1);
    }
  }
}

TEST_CASE("labels, powers of two and threads change nothing", "[filtration][multicover][law]") {
  RandomStream random(75, 0);
  const auto same = [](const FilteredComplex<2>& a, const FilteredComplex<2>& b, double scale) {
    REQUIRE(a.blocks.size() == b.blocks.size());
    for (std::size_t d = 0; d < a.blocks.size(); ++d) {
      REQUIRE(a.blocks[d].grades == b.blocks[d].grades);
      REQUIRE(a.blocks[d].faces == b.blocks[d].faces);
    }
    for (std::size_t i = 0; i < a.grid.axes[0].values.size(); ++i)
      REQUIRE(scale * a.grid.axes[0].values[i] == b.grid.axes[0].values[i]);
    REQUIRE(a.grid.axes[1] == b.grid.axes[1]);
  };
  ContextOptions eight;
  eight.threads = 8;
  for (const Kind kind : {Kind::uniform, Kind::circle, Kind::copies}) {
    const auto points = random_points(random, 60, 2, kind);
    const auto complex = multicover(points, {}, context);
    same(complex, multicover(points, {}, Context(eight)), 1);
    std::vector<double> reversed, scaled;
    for (Index p = points.size(); p-- > 0;) reversed.insert(reversed.end(), points[p].begin(), points[p].end());
    for (const double x : points.coordinates()) scaled.push_back(x * 0x1p40);
    same(complex, multicover(PointCloud(60, 2, reversed), {}, context), 1);
    same(complex, multicover(PointCloud(60, 2, scaled), {}, context), 0x1p40);
  }
}

TEST_CASE("multicover of little, and refused", "[filtration][multicover][error]") {
  const auto nothing = multicover(PointCloud(0, 2, {}), {}, context);
  REQUIRE(nothing.blocks.size() == 1);
  CHECK(nothing.size() == 0);
  const auto copies = multicover(PointCloud(3, 2, {1, 1, 1, 1, 1, 1}), {}, context);
  check(copies);
  CHECK(copies.grid.axes[0].values == std::vector<double>{0});
  CHECK(copies.grid.axes[1].values == std::vector<double>{-3, -2, -1});

  const PointCloud two(2, 2, {0, 0, 1, 1});
  CHECK(code_of([&] { multicover(two, {.max_order = 0}, context); }) == "D106");
  CHECK(code_of([&] { multicover(PointCloud(2, 0, {}), {}, context); }) == "D102");
  CHECK(code_of([&] { multicover(PointCloud(2, 4, std::vector<double>(8, 1.0)), {}, context); }) == "R303");
  CHECK(code_of([&] { multicover(PointCloud(2, 2, {0, 0, 1e-200, 1}), {}, context); }) == "");
  CHECK(code_of([&] { multicover(PointCloud(3, 2, {0, 0, 1e-200, 0, 1, 1}), {}, context); }) == "D101");
  RandomStream random(76, 0);
  ContextOptions small;
  small.memory_budget = 1 << 24;
  const auto points = random_points(random, 20000, 2, Kind::uniform);
  CHECK(code_of([&] { multicover(points, {}, Context(small)); }) == "R302");
  CHECK_THAT(reason_of([&] { multicover(points, {}, Context(small)); }),
             Catch::Matchers::Contains("the rhomboid tiling of 20000 points up to order 5"));
}
#endif
