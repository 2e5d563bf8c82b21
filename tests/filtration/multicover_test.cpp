// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/multicover.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_cech.hpp"
#include "support/naive_multicover.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/function_alpha.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
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
#endif
