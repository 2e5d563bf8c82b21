// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/function_alpha.hpp"

#include "filtration/alpha_values.hpp"
#include "filtration/delaunay.hpp"
#include "tessera/core/random.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

using namespace tessera;

namespace {

const Context context;

std::vector<Index> counts(const auto& complex) {
  std::vector<Index> result;
  for (const auto& block : complex.blocks) result.push_back(block.size());
  return result;
}

/// Distinct random points in lexicographic order, as alpha_complex wants them; on a lattice or not.
std::vector<double> sorted_points(RandomStream& random, Index n, Index d, bool on_lattice) {
  std::set<std::vector<double>> points;
  for (Index i = 0; i < n; ++i) {
    std::vector<double> x(d);
    for (double& coordinate : x) coordinate = on_lattice ? double(random.below(8)) : random.uniform();
    points.insert(x);
  }
  std::vector<double> flat;
  for (const auto& x : points) flat.insert(flat.end(), x.begin(), x.end());
  return flat;
}

/// The smallest sphere through the points of a simplex, by Gaussian elimination in long double.
struct Sphere {
  std::vector<long double> center;
  long double squared_radius = 0;
};
Sphere smallest_sphere(const double* points, Index d, const std::vector<Index>& simplex) {
  const std::size_t k = simplex.size() - 1;
  const auto edge = [&](std::size_t i, Index axis) {
    return (long double)points[simplex[i + 1] * d + axis] - points[simplex[0] * d + axis];
  };
  std::vector<std::vector<long double>> a(k, std::vector<long double>(k + 1, 0));
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j)
      for (Index axis = 0; axis < d; ++axis) a[i][j] += edge(i, axis) * edge(j, axis);
    a[i][k] = a[i][i] / 2;
  }
  for (std::size_t p = 0; p < k; ++p)
    for (std::size_t i = 0; i < k; ++i)
      if (const auto factor = a[i][p] / a[p][p]; i != p)
        for (std::size_t j = 0; j <= k; ++j) a[i][j] -= factor * a[p][j];
  Sphere sphere{std::vector<long double>(d, 0), 0};
  for (Index axis = 0; axis < d; ++axis) {
    for (std::size_t i = 0; i < k; ++i) sphere.center[axis] += a[i][k] / a[i][i] * edge(i, axis);
    sphere.squared_radius += sphere.center[axis] * sphere.center[axis];
    sphere.center[axis] += points[simplex[0] * d + axis];
  }
  return sphere;
}

bool is_empty(const std::vector<double>& points, Index d, const Sphere& sphere) {
  for (std::size_t at = 0; at < points.size(); at += d) {
    long double distance = 0;
    for (Index axis = 0; axis < d; ++axis) distance += std::pow(points[at + axis] - sphere.center[axis], 2);
    if (distance < sphere.squared_radius * (1 - 1e-9L)) return false;
  }
  return true;
}

/// The simplices of a block as vertex lists with their squared radii.
std::map<std::vector<Index>, double> listed(const RadiusComplex::Block& block, std::size_t width) {
  std::map<std::vector<Index>, double> simplices;
  for (std::size_t i = 0; i < block.size(); ++i)
    simplices[{block.vertices.begin() + std::ptrdiff_t(i * width),
               block.vertices.begin() + std::ptrdiff_t((i + 1) * width)}] = block.squared_radii[i];
  return simplices;
}

}  // namespace

TEST_CASE("a right triangle enters with its hypotenuse, an obtuse one after its short sides",
          "[filtration][alpha][example]") {
  const ScalarField f({3, 1, 2}, "ink");
  const auto right = function_alpha<2>(PointCloud(3, 2, {0, 3, 0, 0, 4, 0}), {{"ink", &f}}, {}, context);
  // Lexicographic order: (0,0), (0,3), (4,0), with values 1, 3, 2.
  CHECK(right.vertex_point == std::vector<Index>{1, 0, 2});
  CHECK(right.grid.axes[0].values == std::vector<double>{0, 1.5, 2, 2.5});
  CHECK(right.blocks[0].grades == std::vector<Grade<2>>{{{0, 0}}, {{0, 2}}, {{0, 1}}});
  CHECK(right.blocks[1].grades == std::vector<Grade<2>>{{{1, 2}}, {{2, 1}}, {{3, 2}}});
  CHECK(right.blocks[2].grades == std::vector<Grade<2>>{{{3, 2}}});
  CHECK(right.blocks[2].faces == std::vector<Index>{0, 1, 2});
  CHECK(right.complete_dimension == none);
  check(right);

  // (0,0), (4,1), (8,0): circumradius 8.5; the long side is not Gabriel and enters with the triangle.
  const auto obtuse = function_alpha<1>(PointCloud(3, 2, {0, 0, 4, 1, 8, 0}), {}, {}, context);
  CHECK(obtuse.grid.axes[0].values == std::vector<double>{0, std::sqrt(17.0) / 2, 8.5});
  CHECK(obtuse.blocks[1].grades == std::vector<Grade<1>>{{{1}}, {{2}}, {{1}}});
}

TEST_CASE("every alpha value is the radius of an empty sphere or the least of the cofaces",
          "[filtration][alpha][oracle]") {
  RandomStream random(1, 1);
  for (int trial = 0; trial < 60; ++trial) {
    const Index d = 1 + Index(trial % 3);
    const auto points = sorted_points(random, 4 + Index(random.below(30)), d, trial % 2 == 0);
    const auto complex = alpha_complex(points, d, context);
    for (std::size_t k = complex.blocks.size() - 1; k > 0; --k) {
      const auto cofaces =
          k + 1 < complex.blocks.size() ? listed(complex.blocks[k + 1], k + 2) : std::map<std::vector<Index>, double>{};
      for (const auto& [simplex, value] : listed(complex.blocks[k], k + 1)) {
        const auto sphere = smallest_sphere(points.data(), d, simplex);
        double expected = double(sphere.squared_radius);
        if (!is_empty(points, d, sphere)) {
          expected = infinity;
          for (const auto& [coface, above] : cofaces)
            if (std::ranges::includes(coface, simplex)) expected = std::min(expected, above);
        }
        INFO("trial " << trial << ", dimension " << k);
        REQUIRE(value == Approx(expected).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("GUDHI's alpha complex has the same cells and values", "[filtration][alpha][reference]") {
  RandomStream random(2, 1);
  for (int trial = 0; trial < 40; ++trial) {
    const Index d = 2 + Index(trial % 2);
    const auto points = sorted_points(random, 5 + Index(random.below(60)), d, false);
    const auto complex = alpha_complex(points, d, context);
    const auto witness = delaunay::gudhi_alpha_complex(points, d);
    REQUIRE(complex.blocks.size() == witness.size());
    for (std::size_t k = 0; k < witness.size(); ++k) {
      REQUIRE(complex.blocks[k].vertices == witness[k].vertices);
      for (std::size_t i = 0; i < witness[k].squared_radii.size(); ++i)
        REQUIRE(complex.blocks[k].squared_radii[i] == Approx(witness[k].squared_radii[i]).epsilon(1e-9).margin(1e-15));
    }
  }
}

TEST_CASE("cocircular points get equal radii: a lattice has few of them", "[filtration][alpha]") {
  std::vector<double> lattice;
  for (int x = 0; x < 5; ++x)
    for (int y = 0; y < 7; ++y) lattice.insert(lattice.end(), {double(x), double(y)});
  const auto plane = function_alpha<1>(PointCloud(35, 2, lattice), {}, {}, context);
  CHECK(plane.grid.axes[0].values == std::vector<double>{0, 0.5, std::sqrt(0.5)});
  CHECK(counts(plane) == std::vector<Index>{35, 82, 48});
  check(plane);

  std::vector<double> cube;
  for (int v = 0; v < 8; ++v) cube.insert(cube.end(), {double(v & 1), double(v >> 1 & 1), double(v >> 2)});
  const auto space = function_alpha<1>(PointCloud(8, 3, cube), {}, {}, context);
  CHECK(space.grid.axes[0].values == std::vector<double>{0, 0.5, std::sqrt(0.5), std::sqrt(0.75)});
  check(space);
}

TEST_CASE("a right triangle and its hypotenuse have the same radius to the last bit", "[filtration][alpha][law]") {
  RandomStream random(6, 1);
  for (int trial = 0; trial < 100; ++trial) {
    const double x = double(1 + random.below(100'000)), y = double(1 + random.below(100'000)),
                 k = double(1 + random.below(20));
    const auto complex = function_alpha<1>(PointCloud(3, 2, {0, 0, x, y, -k * y, k * x}), {}, {}, context);
    REQUIRE(complex.grid.axes[0].values.size() == (k == 1 ? 3 : 4));
  }
}

TEST_CASE("labels do not matter: a shuffled cloud gives the same complex", "[filtration][alpha][law]") {
  RandomStream random(3, 1);
  for (int trial = 0; trial < 30; ++trial) {
    const Index n = 40, d = 1 + Index(trial % 4);
    std::vector<double> coordinates(n * d), values(n);
    for (double& x : coordinates) x = trial % 2 ? random.uniform() : double(random.below(5));
    for (Index v = 0; v < n; ++v) values[v] = coordinates[v * d] + double(random.below(3));
    std::vector<Index> order(n);
    std::iota(order.begin(), order.end(), Index{0});
    for (Index i = n - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    std::vector<double> moved_coordinates, moved_values;
    for (const Index v : order) {
      moved_coordinates.insert(moved_coordinates.end(), &coordinates[v * d], &coordinates[v * d] + d);
      moved_values.push_back(values[v]);
    }
    const ScalarField f(values), g(moved_values);
    const auto one = function_alpha<2>(PointCloud(n, d, coordinates), {{"f", &f}}, {}, context);
    const auto other = function_alpha<2>(PointCloud(n, d, moved_coordinates), {{"f", &g}}, {}, context);
    check(one);
    REQUIRE(one.grid == other.grid);
    REQUIRE(one.vertex_multiplicity == other.vertex_multiplicity);
    for (std::size_t k = 0; k < one.blocks.size(); ++k) {
      REQUIRE(one.blocks[k].grades == other.blocks[k].grades);
      REQUIRE(one.blocks[k].faces == other.blocks[k].faces);
    }
  }
}

TEST_CASE("equal points are merged with the value that enters first", "[filtration][alpha]") {
  const ScalarField f({5, 2, 7, 1}), g({1, 9, 0, 4});
  const PointCloud points(4, 2, {1, 1, 0, 0, 1, 1, -0.0, 0});
  const auto complex = function_alpha<3>(points, {{"f", &f}, {"g", &g}},
                                         {.direction = {Direction::sublevel, Direction::superlevel}}, context);
  CHECK(complex.vertex_point == std::vector<Index>{1, 0});
  CHECK(complex.vertex_multiplicity == std::vector<Index>{2, 2});
  CHECK(counts(complex) == std::vector<Index>{2, 1});
  CHECK(complex.grid(complex.blocks[0].grades[0]) == Point<3>{0, 1, -9});
  CHECK(complex.grid(complex.blocks[0].grades[1]) == Point<3>{0, 5, -1});
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, std::sqrt(2.0) / 2});
}

TEST_CASE("points on a line or in a plane are triangulated there", "[filtration][alpha]") {
  for (Index d = 1; d <= 4; ++d) {
    std::vector<double> line;
    for (int i : {4, 0, 1, 6}) line.insert(line.end(), d, double(i));
    const auto path = function_alpha<1>(PointCloud(4, d, line), {}, {}, context);
    INFO("ambient dimension " << d);
    CHECK(counts(path) == std::vector<Index>{4, 3});
    CHECK(path.grid.axes[0].values.back() == Approx(1.5 * std::sqrt(double(d))));
    CHECK(path.blocks[1].faces == std::vector<Index>{0, 1, 1, 2, 2, 3});
    check(path);
  }
  for (Index d = 2; d <= 4; ++d) {
    std::vector<double> square;
    for (auto [x, y] : {std::pair{0, 0}, {2, 0}, {0, 2}, {2, 2}}) {
      square.insert(square.end(), {double(x), double(y)});
      square.resize(square.size() + d - 2, 1.0);
    }
    const auto plane = function_alpha<1>(PointCloud(4, d, square), {}, {}, context);
    INFO("ambient dimension " << d);
    CHECK(counts(plane) == std::vector<Index>{4, 5, 2});
    CHECK(plane.grid.axes[0].values.back() == Approx(std::sqrt(2.0)));
  }
}

TEST_CASE("no point, one point and all points equal are legal", "[filtration][alpha]") {
  for (Index d = 1; d <= 5; ++d) {
    CHECK(function_alpha<1>(PointCloud(0, d, {}), {}, {}, context).size() == 0);
    CHECK(counts(function_alpha<1>(PointCloud(1, d, std::vector<double>(d, 3)), {}, {}, context)) ==
          std::vector<Index>{1});
    const auto equal = function_alpha<1>(PointCloud(3, d, std::vector<double>(3 * d, 3)), {}, {}, context);
    CHECK(counts(equal) == std::vector<Index>{1});
    CHECK(equal.vertex_multiplicity == std::vector<Index>{3});
    CHECK(equal.grid.axes[0].values == std::vector<double>{0});
  }
}

TEST_CASE("scaling by a power of two scales radii exactly, however far", "[filtration][alpha][law]") {
  RandomStream random(4, 1);
  const auto points = sorted_points(random, 30, 2, false);
  const auto one = function_alpha<1>(PointCloud(Index(points.size() / 2), 2, points), {}, {}, context);
  for (int exponent : {1, -3, 700, -700}) {
    auto scaled = points;
    for (double& x : scaled) x = std::ldexp(x, exponent);
    const auto other = function_alpha<1>(PointCloud(Index(points.size() / 2), 2, scaled), {}, {}, context);
    for (std::size_t i = 0; i < one.grid.axes[0].values.size(); ++i)
      REQUIRE(other.grid.axes[0].values[i] == std::ldexp(one.grid.axes[0].values[i], exponent));
  }
}

TEST_CASE("four and five dimensions are triangulated by GUDHI and satisfy the contract", "[filtration][alpha]") {
  RandomStream random(5, 1);
  for (Index d : {4, 5}) {
    const auto points = sorted_points(random, 12, d, false);
    const auto complex = function_alpha<1>(PointCloud(12, d, points), {}, {}, context);
    CHECK(complex.blocks.size() == d + 1);
    check(complex);
    int characteristic = 0;
    for (std::size_t k = 0; k <= d; ++k) characteristic += (k % 2 ? -1 : 1) * int(complex.blocks[k].size());
    CHECK(characteristic == 1);
  }
}

TEST_CASE("function-alpha refuses what does not fit, with both numbers", "[filtration][alpha][error]") {
  const ScalarField two({1, 2});
  const PointCloud points(3, 2, {0, 0, 1, 0, 0, 1});
  CHECK(reason_of([&] {
          function_alpha<2>(points, {{"ink", &two}}, {}, context);
        }) == "needs one value for each of 3 points, got 2 values in 'ink'");
  CHECK(reason_of([&] { function_alpha<2>(points, {}, {}, context); }) == "needs 1 function for 2 parameters, got 0");
  CHECK(reason_of([] { function_alpha<1>(PointCloud(2, 0, {}), {}, {}, context); }) ==
        "needs points in dimension 1 or more, got 0");
  const auto high = [] { function_alpha<1>(PointCloud(2, 9, std::vector<double>(18)), {}, {}, context); };
  CHECK(reason_of(high) == "needs points in dimension 8 or less, got 9");
  CHECK(code_of(high) == "R303");
  ContextOptions options;
  options.memory_budget = 1 << 20;
  const auto large = [&] {
    function_alpha<1>(PointCloud(100'000, 3, std::vector<double>(300'000)), {}, {}, Context(options));
  };
  CHECK(code_of(large) == "R302");
}

#endif
