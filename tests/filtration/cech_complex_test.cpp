// SPDX-License-Identifier: MIT
#include "tessera/filtration/cech_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/naive_cech.hpp"
#include "support/naive_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace tessera;

namespace {

const Context context;

FilteredComplex<2> built(const PointCloud& points, const std::vector<double>& values,
                         const CechComplexOptions& options = {}) {
  const ScalarField field(values);
  return cech_complex<2>(points, {{"f", &field}}, options, context);
}

FilteredComplex<1> plain(const PointCloud& points, const CechComplexOptions& options = {}) {
  return cech_complex<1>(points, {}, options, context);
}

std::vector<double> random_values(std::mt19937& gen, Index n, Index levels) {
  std::vector<double> values;
  for (Index i = 0; i < n; ++i) values.push_back(double(gen() % levels));
  return values;
}

/// (vertices, radius) of every simplex; vertex v is point v.
template <int N>
std::set<std::pair<std::vector<Index>, double>> simplices_of(const FilteredComplex<N>& complex) {
  std::set<std::pair<std::vector<Index>, double>> result;
  std::vector<std::vector<Index>> below, here;
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    here.clear();
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
      std::set<Index> vertices;
      if (d == 0) vertices.insert(cell);
      for (const Index face : complex.blocks[d].boundary(cell)) vertices.insert(below[face].begin(), below[face].end());
      here.emplace_back(vertices.begin(), vertices.end());
      result.emplace(here.back(), complex.grid.axes[0].values[complex.blocks[d].grades[cell][0]]);
    }
    below = here;
  }
  return result;
}

}  // namespace

TEST_CASE("a right triangle is filled with its longest edge, an equilateral one later", "[filtration][cech][example]") {
  const auto right = simplices_of(plain(PointCloud(3, 2, {0, 0, 6, 0, 0, 8})));
  CHECK(right == std::set<std::pair<std::vector<Index>, double>>{
                     {{0}, 0}, {{1}, 0}, {{2}, 0}, {{0, 1}, 3}, {{0, 2}, 4}, {{1, 2}, 5}, {{0, 1, 2}, 5}});
  const auto equilateral = built(PointCloud(3, 2, {0, 0, 2, 0, 1, std::sqrt(3.0)}), {1, 2, 3});
  REQUIRE(equilateral.grid.axes[0].values.back() == Approx(2 / std::sqrt(3.0)).epsilon(1e-15));
  CHECK(naive_betti(equilateral, 1, {1.1, 3}) == 1);
  CHECK(naive_betti(equilateral, 1, {1.2, 3}) == 0);
  CHECK(naive_betti(equilateral, 0, {1.2, 2}) == 1);
}

TEST_CASE("the complex is the Cech complex of its definition", "[filtration][cech][oracle]") {
  std::mt19937 gen(71);
  for (int trial = 0; trial < 60; ++trial) {
    const Index d = 1 + Index(trial % 5), n = 2 + Index(gen() % 6), dimension = 1 + Index(gen() % 4);
    const auto points = trial % 3 == 1 ? random_lattice_cloud(gen, n, d, 3) : random_cloud(gen, n, d);
    const auto values = random_values(gen, n, trial % 2 == 0 ? n : 2);
    INFO("trial " << trial << ", " << n << " points in R^" << d << ", dimension " << dimension);
    auto complex = built(points, values, {.max_dimension = dimension});
    check(complex);
    CHECK(complex.complete_dimension == dimension);
    CHECK(complex.grid.axes[0].known_below == infinity);
    complex = with_rounded_radii(std::move(complex));
    const auto expected = naive_function_cech(points, values, dimension);
    CHECK(complex.grid.axes[0].values == expected.grid.axes[0].values);
    REQUIRE(simplices_of(complex) == simplices_of(expected));
    for (const double t : expected.grid.axes[1].values)
      for (const double r : expected.grid.axes[0].values)
        for (Index degree = 0; degree < dimension; ++degree)
          REQUIRE(naive_betti(complex, degree, {r, t}) == naive_betti(expected, degree, {r, t}));
  }
}

TEST_CASE("max_radius leaves out what enters later, and says so", "[filtration][cech][oracle]") {
  std::mt19937 gen(72);
  for (int trial = 0; trial < 40; ++trial) {
    const Index d = 1 + Index(trial % 4), n = 12;
    const auto points = trial % 3 == 0 ? random_lattice_cloud(gen, n, d, 4) : random_cloud(gen, n, d);
    const auto all = simplices_of(plain(points, {.max_dimension = 4}));
    const double radius = trial % 2 == 0 ? double(gen()) / 0x1p32 * 1.5 : std::next(all.begin(), gen() % 400)->second;
    const auto some = plain(points, {.max_radius = Quantity{radius}, .max_dimension = 4});
    std::set<std::pair<std::vector<Index>, double>> expected;
    for (const auto& simplex : all)
      if (simplex.second <= radius) expected.insert(simplex);
    CHECK(simplices_of(some) == expected);
    CHECK(some.grid.axes[0].known_below == (expected.size() < all.size() ? radius : infinity));
  }
}

TEST_CASE("a max_radius of nothing joins equal points, a large one everything", "[filtration][cech]") {
  const PointCloud points(4, 1, {0, 5, 0, 1});
  CHECK(simplices_of(plain(points, {.max_radius = Quantity{0.0}})) ==
        std::set<std::pair<std::vector<Index>, double>>{{{0}, 0}, {{1}, 0}, {{2}, 0}, {{3}, 0}, {{0, 2}, 0}});
  for (const double radius : {2.5, 1e300, infinity}) {
    const auto complex = plain(points, {.max_radius = Quantity{radius}});
    CHECK(simplices_of(complex) == simplices_of(plain(points)));
    CHECK(complex.grid.axes[0].known_below == infinity);
  }
}

TEST_CASE("labels do not matter to the last bit, and lengths scale exactly", "[filtration][cech][law]") {
  std::mt19937 gen(73);
  for (const Index d : {2, 3, 5})
    for (const Index lattice : {0, 3}) {
      const auto points = lattice > 0 ? random_lattice_cloud(gen, 11, d, lattice) : random_cloud(gen, 11, d);
      const auto expected = simplices_of(plain(points, {.max_dimension = 4}));
      for (int trial = 0; trial < 3; ++trial) {
        const auto order = random_permutation(gen, 11);
        std::set<std::pair<std::vector<Index>, double>> named;
        for (auto [vertices, radius] : simplices_of(plain(relabelled(points, order), {.max_dimension = 4}))) {
          for (Index& v : vertices) v = order[v];
          std::ranges::sort(vertices);
          named.emplace(vertices, radius);
        }
        REQUIRE(named == expected);
      }
      auto x = points.coordinates();
      for (double& value : x) value = std::ldexp(value, -300);
      for (const auto& [vertices, radius] : simplices_of(plain(PointCloud(11, d, x), {.max_dimension = 4})))
        REQUIRE(expected.contains({vertices, std::ldexp(radius, 300)}));
    }
}

TEST_CASE("two functions on points that coincide keep their own grades", "[filtration][cech]") {
  const ScalarField f({0, 1}), g({1, 0});
  const auto complex = cech_complex<3>(PointCloud(2, 2, {3, 4, 3, 4}), {{"f", &f}, {"g", &g}}, {}, context);
  check(complex);
  CHECK(complex.blocks[0].size() == 2);
  CHECK(complex.blocks[1].grades == std::vector<Grade<3>>{{0, 1, 1}});
  CHECK(complex.vertex_point.empty());
}

TEST_CASE("cech_complex refuses what it cannot do", "[filtration][cech][error]") {
  CHECK(plain(PointCloud(0, 2, {})).size() == 0);
  CHECK(plain(PointCloud(1, 2, {1, 2})).size() == 1);
  const PointCloud three(3, 2, {0, 0, 1, 0, 0, 1});
  CHECK(code_of([&] { plain(three, {.max_dimension = 0}); }) == codes::bad_request.text);
  CHECK(code_of([&] { plain(three, {.max_dimension = 9}); }) == codes::bad_request.text);
  CHECK(code_of([&] { plain(three, {.max_radius = Quantity{-1.0}}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built(three, std::vector<double>{0, 0}); }) == codes::bad_shape.text);
  CHECK(code_of([&] { plain(PointCloud(2, 0, {})); }) == codes::bad_shape.text);
  CHECK(code_of([&] { plain(PointCloud(3, 2, {0, 0, 1e-300, 0, 1, 0})); }) == codes::bad_value.text);
  CHECK(code_of([&] {
          plain(PointCloud(2, 4, {1.5e308, 1.5e308, 1.5e308, 1.5e308, -1.5e308, -1.5e308, -1.5e308, -1.5e308}));
        }) == codes::bad_value.text);
  ContextOptions small;
  small.memory_budget = 1 << 20;
  std::mt19937 gen(74);
  CHECK(code_of([&] { cech_complex<1>(random_cloud(gen, 300, 2), {}, {}, Context(small)); }) ==
        codes::over_budget.text);
}
