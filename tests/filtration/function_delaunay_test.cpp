// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/function_delaunay.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/naive_cech.hpp"
#include "support/naive_geometry.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace tessera;

namespace {

const Context context;

FilteredComplex<2> built(const PointCloud& points, const std::vector<double>& values,
                         const FunctionDelaunayOptions& options = {}) {
  const ScalarField field(values);
  return function_delaunay(points, {{"f", &field}}, options, context);
}

PointCloud random_points(RandomStream& random, Index n, Index d, Index lattice) {
  std::vector<double> x;
  for (Index i = 0; i < n * d; ++i) x.push_back(lattice > 0 ? double(random.below(lattice)) : random.uniform());
  return PointCloud(n, d, std::move(x));
}

std::vector<double> random_values(RandomStream& random, Index n, Index levels) {
  std::vector<double> values;
  for (Index i = 0; i < n; ++i) values.push_back(double(random.below(levels)));
  return values;
}

void require_same_dimensions(const FilteredComplex<2>& a, const FilteredComplex<2>& b, Index degree) {
  std::set<double> radii(a.grid.axes[0].values.begin(), a.grid.axes[0].values.end());
  radii.insert(b.grid.axes[0].values.begin(), b.grid.axes[0].values.end());
  for (const double r : radii)
    for (const double t : b.grid.axes[1].values) {
      INFO("radius " << r << ", value " << t << ", degree " << degree);
      REQUIRE(naive_betti(a, degree, {r, t}) == naive_betti(b, degree, {r, t}));
    }
}

}  // namespace

TEST_CASE("four points of a square, the center last", "[filtration][function_delaunay][example]") {
  // The center destroys both triangles of the square: two tetrahedra. The square's circle is filled at radius sqrt 2
  // without the center (its smallest enclosing ball), with it at 1, half an edge.
  const PointCloud points(5, 2, {-1, -1, -1, 1, 1, -1, 1, 1, 0, 0});
  const auto complex = built(points, {0, 0, 0, 0, 1});
  REQUIRE(complex.blocks.size() == 4);
  CHECK(complex.blocks[3].size() == 2);
  CHECK(complex.blocks[0].size() == 5);
  CHECK(naive_betti(complex, 1, {1.0, 0.0}) == 1);
  CHECK(naive_betti(complex, 1, {1.4, 0.0}) == 1);
  CHECK(naive_betti(complex, 1, {std::sqrt(2.0), 0.0}) == 0);
  CHECK(naive_betti(complex, 1, {1.0, 1.0}) == 0);
  CHECK(naive_betti(complex, 0, {0.9, 1.0}) == 1);
}

TEST_CASE("homology is that of the Cech complex filtered by the function", "[filtration][function_delaunay][oracle]") {
  RandomStream random(61, 0);
  for (int trial = 0; trial < 120; ++trial) {
    const Index d = 1 + Index(trial % 3), n = Index(2 + random.below(d == 3 ? 6 : 7));
    const Index lattice = trial % 4 == 3 ? 3 : 0;
    const auto points = random_points(random, n, d, lattice);
    const auto values = random_values(random, n, trial % 2 == 0 ? n : 3);
    INFO("trial " << trial << ", " << n << " points in R^" << d << (lattice > 0 ? " on a lattice" : ""));
    auto complex = built(points, values);
    check(complex);
    REQUIRE(complex.complete_dimension == none);
    complex = with_rounded_radii(std::move(complex));
    const auto cech = naive_function_cech(points, values, std::min<Index>(d + 1, 3));
    for (Index degree = 0; degree < std::min<Index>(d + 1, 3); ++degree) require_same_dimensions(complex, cech, degree);
  }
}

TEST_CASE("in R^4 and R^5 too, flat clouds and lattices among them", "[filtration][function_delaunay][oracle]") {
  RandomStream random(65, 0);
  for (int trial = 0; trial < 36; ++trial) {
    const Index d = 4 + Index(trial % 2), n = Index(3 + random.below(5)), kind = Index(trial / 2 % 4);
    auto points = random_points(random, n, d, kind == 1 ? 3 : 0);
    if (kind >= 2) {  // on a line, in a plane: spanned by small integers, so that they lie there exactly
      std::vector<double> x;
      for (Index p = 0; p < n; ++p) {
        const double a = double(random.below(16)), b = kind == 2 ? 0 : double(random.below(8));
        for (Index axis = 0; axis < d; ++axis) x.push_back(a * (1 + axis % 2) + b * (2.0 - axis));
      }
      points = PointCloud(n, d, std::move(x));
    }
    const auto values = random_values(random, n, trial % 3 == 0 ? 3 : n);
    INFO("trial " << trial << ", " << n << " points in R^" << d << ", kind " << kind);
    auto complex = built(points, values);
    check(complex);
    complex = with_rounded_radii(std::move(complex));
    const auto cech = naive_function_cech(points, values, 4);
    for (Index degree = 0; degree < 4; ++degree) require_same_dimensions(complex, cech, degree);
  }
}

TEST_CASE("radii are those of smallest enclosing balls, and faces come first",
          "[filtration][function_delaunay][oracle]") {
  RandomStream random(62, 0);
  for (int trial = 0; trial < 36; ++trial) {
    const Index d = trial < 30 ? 2 + Index(trial % 2) : 4 + Index(trial % 2), n = trial < 30 ? 25 : 9;
    const auto points = random_points(random, n, d, trial % 3 == 2 ? 5 : 0);
    const auto complex = built(points, random_values(random, n, n));
    check(complex);
    std::vector<std::vector<Index>> vertices(complex.blocks[0].size());
    for (Index v = 0; v < vertices.size(); ++v) vertices[v] = {v};
    for (std::size_t k = 1; k < complex.blocks.size(); ++k) {
      std::vector<std::vector<Index>> next;
      for (Index s = 0; s < complex.blocks[k].size(); ++s) {
        std::set<Index> all;
        for (const Index face : complex.blocks[k].boundary(s)) all.insert(vertices[face].begin(), vertices[face].end());
        next.emplace_back(all.begin(), all.end());
        std::vector<Index> some;
        for (const Index v : all) some.push_back(complex.vertex_point[v]);
        const double radius = complex.grid.axes[0].values[complex.blocks[k].grades[s][0]];
        REQUIRE(radius == Approx(naive_enclosing_radius(points, some)).epsilon(1e-9).margin(1e-9));
      }
      vertices = std::move(next);
    }
  }
}

TEST_CASE("the complex does not depend on labels, and scales exactly", "[filtration][function_delaunay][law]") {
  std::mt19937 gen(63);
  for (const Index d : {1, 2, 3, 4, 5}) {
    const Index n = d <= 3 ? 40 : d == 4 ? 20 : 12;
    const auto points = d == 3 || d == 4 ? random_lattice_cloud(gen, n, d, d == 3 ? 6 : 3) : random_cloud(gen, n, d);
    RandomStream random(63, d);
    const auto values = random_values(random, n, 9);
    const auto complex = built(points, values);
    for (int trial = 0; trial < 5; ++trial) {
      const auto order = random_permutation(gen, n);
      std::vector<double> moved;
      for (const Index p : order) moved.push_back(values[p]);
      const auto again = built(relabelled(points, order), moved);
      REQUIRE(again.grid.axes[0].values == complex.grid.axes[0].values);
      REQUIRE(again.blocks.size() == complex.blocks.size());
      for (std::size_t k = 0; k < complex.blocks.size(); ++k) {
        REQUIRE(again.blocks[k].grades == complex.blocks[k].grades);
        REQUIRE(again.blocks[k].faces == complex.blocks[k].faces);
      }
      for (Index v = 0; v < complex.vertex_point.size(); ++v)
        REQUIRE(std::ranges::equal(points[complex.vertex_point[v]], points[order[again.vertex_point[v]]]));
    }
    std::vector<double> scaled;
    for (Index p = 0; p < points.size(); ++p)
      for (const double x : points[p]) scaled.push_back(x * 1024);
    const auto large = built(PointCloud(points.size(), d, scaled), values);
    REQUIRE(large.grid.axes[0].values.size() == complex.grid.axes[0].values.size());
    for (std::size_t i = 0; i < complex.grid.axes[0].values.size(); ++i)
      REQUIRE(large.grid.axes[0].values[i] == complex.grid.axes[0].values[i] * 1024);
  }
}

TEST_CASE("degenerate clouds have a complex", "[filtration][function_delaunay]") {
  CHECK(built(PointCloud(0, 2, {}), {}).size() == 0);
  CHECK(built(PointCloud(1, 3, {1, 2, 3}), {5}).size() == 1);
  CHECK(built(PointCloud(3, 2, {1, 2, 1, 2, 1, 2}), {5, 4, 6}).vertex_multiplicity == std::vector<Index>{3});
  CHECK(built(PointCloud(3, 2, {1, 2, 1, 2, 1, 2}), {5, 4, 6}).grid.axes[1].values == std::vector<double>{4});
  CHECK(built(PointCloud(2, 3, {0, 0, 0, 3, 4, 0}), {1, 0}).grid.axes[0].values == std::vector<double>{0, 2.5});
  // On a line, then in a plane, in space: the middle point comes last and fills its edge.
  CHECK(built(PointCloud(3, 3, {0, 0, 0, 2, 2, 2, 1, 1, 1}), {0, 0, 1}).blocks.size() == 3);
  const auto planar = built(PointCloud(5, 3, {0, 0, 1, 0, 4, 1, 4, 0, 1, 4, 4, 1, 2, 1, 1}), {0, 0, 0, 0, 1});
  CHECK(planar.blocks.size() == 4);
  check(planar);
  const auto superlevel = built(PointCloud(2, 1, {0, 1}), {1, 2}, {.direction = Direction::superlevel});
  CHECK(superlevel.grid.axes[1].values == std::vector<double>{-2, -1});
}

TEST_CASE("function_delaunay refuses what it cannot do", "[filtration][function_delaunay]") {
  const PointCloud nine(1, 9, {0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(code_of([&] { built(nine, {0}); }) == codes::over_cap.text);
  CHECK(code_of([&] { built(PointCloud(2, 2, {0, 0, 1, 1}), {0}); }) == codes::bad_shape.text);
  ContextOptions small;
  small.memory_budget = 1 << 20;
  std::mt19937 gen(64);
  const auto many = random_cloud(gen, 2000, 3);
  const ScalarField field(std::vector<double>(2000, 0.0));
  CHECK(code_of([&] { function_delaunay(many, {{"f", &field}}, {}, Context(small)); }) == codes::over_budget.text);
  CHECK(code_of([&] { built(PointCloud(3, 0, {}), {0, 0, 0}); }) == codes::bad_shape.text);
  CHECK(code_of([&] { built(PointCloud(3, 2, {0, 0, 1e-300, 0, 1, 0}), {0, 0, 0}); }) == codes::bad_value.text);
}
#endif
