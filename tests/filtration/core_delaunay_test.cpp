// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/core_delaunay.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/function_alpha.hpp"

#include <algorithm>
#include <set>

using namespace tessera;

namespace {

const Context context;

/// The points within r of a point, itself included.
int near(const PointCloud& points, Index p, double r) {
  int count = 0;
  for (Index q = 0; q < points.size(); ++q)
    count += double(naive_distance(points[p], points[q], Metric::euclidean)) <= r * (1 + 1e-12);
  return count;
}

}  // namespace

TEST_CASE("three points on a line by count", "[filtration][core_delaunay][example]") {
  const auto complex = core_delaunay(PointCloud(3, 1, {0, 1, 3}), {}, context);
  check(complex);
  const auto grades = [&](std::size_t d, Index cell) {
    std::vector<std::pair<double, double>> result;
    for (const auto& grade : complex.blocks[d].grades_of(cell))
      result.emplace_back(complex.grid.axes[0].values[grade[0]], -complex.grid.axes[1].values[grade[1]]);
    return result;
  };
  using Grades = std::vector<std::pair<double, double>>;
  CHECK(grades(0, 0) == Grades{{3, 3}, {1, 2}, {0, 1}});
  CHECK(grades(0, 1) == Grades{{2, 3}, {1, 2}, {0, 1}});
  CHECK(grades(1, 0) == Grades{{3, 3}, {1, 2}, {0.5, 1}});  // between 0 and 1
  CHECK(grades(1, 1) == Grades{{3, 3}, {2, 2}, {1, 1}});
}

TEST_CASE("at every radius and count the cells are those of the alpha complex on the points that count",
          "[filtration][core_delaunay][oracle]") {
  std::mt19937 gen(95);
  for (int trial = 0; trial < 24; ++trial) {
    const Index d = 1 + Index(trial % 3), n = 14;
    const auto points = trial % 2 == 0 ? random_cloud(gen, n, d) : random_lattice_cloud(gen, n, d, 4);
    CoreDelaunayOptions options;
    if (trial % 3 == 1) options.beta = 0.5;
    if (trial % 4 == 2) options.max_count = 5;
    const auto complex = core_delaunay(points, options, context);
    check(complex);
    REQUIRE(complex.complete_dimension == none);
    const auto alpha = function_alpha<1>(points, {}, {}, context);
    REQUIRE(alpha.blocks.size() == complex.blocks.size());

    std::vector<std::set<Index>> vertices(alpha.blocks[0].size());
    for (Index v = 0; v < vertices.size(); ++v) vertices[v] = {v};
    for (std::size_t k = 0; k < alpha.blocks.size(); ++k) {
      if (k > 0) {
        std::vector<std::set<Index>> next(alpha.blocks[k].size());
        for (Index s = 0; s < next.size(); ++s)
          for (const Index face : alpha.blocks[k].boundary(s))
            next[s].insert(vertices[face].begin(), vertices[face].end());
        vertices = std::move(next);
      }
      REQUIRE(complex.blocks[k].faces == alpha.blocks[k].faces);
      for (Index s = 0; s < vertices.size(); ++s)
        for (const double r : complex.grid.axes[0].values)
          for (const double minus_count : complex.grid.axes[1].values) {
            bool expected = alpha.grid.axes[0].values[alpha.blocks[k].grades[s][0]] <= r;
            for (const Index v : vertices[s])
              expected = expected && (minus_count == -1 || options.beta == 0 ||
                                      near(points, alpha.vertex_point[v], r / options.beta) >= -minus_count);
            const bool is_there = std::ranges::any_of(complex.blocks[k].grades_of(s), [&](const Grade<2>& grade) {
              return complex.grid.axes[0].values[grade[0]] <= r && complex.grid.axes[1].values[grade[1]] <= minus_count;
            });
            INFO("trial " << trial << ", dimension " << k << ", simplex " << s << ", radius " << r << ", count "
                          << -minus_count);
            REQUIRE(is_there == expected);
          }
    }
  }
}

TEST_CASE("core_delaunay of little, and refused", "[filtration][core_delaunay]") {
  CHECK(core_delaunay(PointCloud(0, 2, {}), {}, context).blocks[0].size() == 0);
  const auto copies = core_delaunay(PointCloud(3, 2, {1, 1, 1, 1, 1, 1}), {}, context);
  CHECK(copies.blocks[0].size() == 1);
  CHECK(copies.blocks[0].grades.size() == 1);  // all three count at radius 0
  CHECK(copies.grid.axes[1].values == std::vector<double>{-3, -2, -1});
  const PointCloud two(2, 1, {0, 1});
  CHECK(code_of([&] { core_delaunay(two, {.beta = -1}, context); }) == "D106");
  CHECK(code_of([&] { core_delaunay(two, {.max_count = 0}, context); }) == "D106");
  CHECK(one_critical(core_delaunay(two, {}, context), {}, context).blocks.size() == 3);
}
#endif
