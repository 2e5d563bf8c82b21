// SPDX-License-Identifier: MIT
#include "filtration/enclosing_balls.hpp"

#include "support/catch.hpp"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

using namespace tessera;

namespace {

using Rational = boost::multiprecision::cpp_rational;
using RationalPoint = std::vector<Rational>;

struct RationalSphere {
  RationalPoint center;
  Rational squared_radius;
};

Rational squared_distance(const RationalPoint& x, const RationalPoint& y) {
  Rational sum = 0;
  for (std::size_t axis = 0; axis < x.size(); ++axis) sum += (x[axis] - y[axis]) * (x[axis] - y[axis]);
  return sum;
}

/// By Gauss; false where the points are affinely dependent.
bool smallest_sphere(const std::vector<RationalPoint>& points, RationalSphere& sphere) {
  const std::size_t k = points.size() - 1, d = points[0].size();
  std::vector<std::vector<Rational>> system(k, std::vector<Rational>(k + 1));
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j)
      for (std::size_t axis = 0; axis < d; ++axis)
        system[i][j] += (points[i + 1][axis] - points[0][axis]) * (points[j + 1][axis] - points[0][axis]);
    system[i][k] = system[i][i] / 2;
  }
  for (std::size_t pivot = 0; pivot < k; ++pivot) {
    if (system[pivot][pivot] == 0) return false;
    for (std::size_t i = 0; i < k; ++i) {
      const Rational factor = system[i][pivot] / system[pivot][pivot];
      for (std::size_t j = pivot; j <= k && i != pivot; ++j) system[i][j] -= factor * system[pivot][j];
    }
  }
  sphere.center = points[0];
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t axis = 0; axis < d; ++axis)
      sphere.center[axis] += system[i][k] / system[i][i] * (points[i + 1][axis] - points[0][axis]);
  sphere.squared_radius = squared_distance(sphere.center, points[0]);
  return true;
}

/// Uniform; on a coarse lattice; on one, but for the last bits.
double coordinate(std::mt19937& gen, int kind) {
  if (kind == 0) return double(gen()) / 0x1p32 - 0.5;
  if (kind == 1) return double(gen() % 4) / 8;
  return double(gen() % 3) / 4 + (gen() % 2 == 0 ? 0 : 0x1p-50);
}

}  // namespace

TEST_CASE("sides are exact and squared radii rounded once", "[filtration][enclosing_balls][oracle]") {
  std::mt19937 gen(81);
  std::size_t on_sphere = 0;
  for (int trial = 0; trial < 1500; ++trial) {
    const Index d = 1 + Index(gen() % 5), width = 1 + Index(gen() % (d + 1));
    std::vector<double> x(std::size_t{width + 1} * d);
    for (double& value : x) value = coordinate(gen, trial % 3);
    std::vector<RationalPoint> points(width + 1);
    for (std::size_t i = 0; i < x.size(); ++i) points[i / d].emplace_back(x[i]);
    const RationalPoint query = points.back();
    points.pop_back();
    RationalSphere expected;
    if (!smallest_sphere(points, expected)) continue;

    std::vector<Index> support(width);
    std::iota(support.begin(), support.end(), Index{0});
    const SmallestSphere sphere(x, d, support);
    const Rational squared = squared_distance(query, expected.center);
    INFO("trial " << trial << ", " << width << " points in R^" << d);
    REQUIRE(sphere.side(width) == (squared < expected.squared_radius ? -1 : squared > expected.squared_radius ? 1 : 0));
    on_sphere += squared == expected.squared_radius;
    const double radius = sphere.squared_radius();
    const auto error = [&](double value) { return Rational(abs(Rational(value) - expected.squared_radius)); };
    REQUIRE(error(radius) <= error(std::nextafter(radius, 10)));
    REQUIRE(error(radius) <= error(std::nextafter(radius, -10)));
  }
  CHECK(on_sphere > 50);
}

TEST_CASE("flat and stretched simplices keep every digit", "[filtration][enclosing_balls]") {
  // A triangle of height h on an edge of 1 from its end: radius^2 = (1 + h^2) / 4 after a right angle.
  for (const double h : {0x1p-20, 0x1p-100, 0x1p-300}) {
    const std::vector<double> x{0, 0, 0.5, 0, 0, h};
    const std::vector<Index> support{0, 1, 2};
    CHECK(SmallestSphere(x, 2, support).squared_radius() == (0.25 + h * h) / 4);
  }
  const std::vector<double> x{0, 0, 0.5, 0, 0.25, 0.25 + 0x1p-54, 0.25, 0.25};
  const std::vector<Index> edge{0, 1};
  CHECK(SmallestSphere(x, 2, edge).side(2) == 1);
  CHECK(SmallestSphere(x, 2, edge).side(3) == 0);
}
