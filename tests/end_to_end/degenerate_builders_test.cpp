// SPDX-License-Identifier: MIT
// What builders make of points in special position, of graphs without edges and of single pixels.
#include "end_to_end/builders.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <set>

using namespace tessera;
using namespace tessera::builders;

TEST_CASE("degenerate clouds are built, connected in the end, or refused by dimension", "[builders]") {
  const auto line = [](Index n, Index d) {
    std::vector<double> x;
    for (Index i = 0; i < n; ++i)
      for (Index axis = 0; axis < d; ++axis) x.push_back(double(i * i) * (axis + 1));
    return PointCloud(n, d, std::move(x));
  };
  const std::vector<PointCloud> degenerate{
      PointCloud(1, 2, {3, 4}),
      PointCloud(6, 2, {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}),        // one point, six times
      PointCloud(7, 2, {0, 0, 5, 0, 0, 0, 5, 0, 2, 1, 2, 1, 2, 1}),  // duplicates
      PointCloud(12, 2,
                 {5, 0, 4, 3, 3, 4, 0, 5, -3, 4, -4, 3, -5, 0, -4, -3, -3, -4, 0, -5, 3, -4, 4, -3}),  // on a circle
      PointCloud(9, 2, {0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2, 2, 0, 2, 1, 2, 2}),                        // a grid
      PointCloud(8, 3, {0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1}),      // a cube
      line(8, 2),
      line(8, 3),
      line(8, 10)};
  std::set<std::string> refused;
  for (const auto& points : degenerate)
    for (const auto& builder : of_clouds()) {
      INFO(builder.stage << " of " << points.brief());
      std::vector<double> values;
      for (Index v = 0; v < points.size(); ++v) values.push_back(double(v % 3));
      try {
        const auto complex = builder.build({points, values});
        const auto grades = betti_grades(complex);
        const auto& [generators, relations] = grades.at(0);
        REQUIRE(std::ptrdiff_t(generators.size()) >= 1);
        std::vector<double> top{complex.grid.axes[0].values.back(), complex.grid.axes[1].values.back()};
        for (const auto& point : generators) REQUIRE((point[0] <= top[0] && point[1] <= top[1]));
      } catch (const Error& error) {
        REQUIRE(points.dimension() == 10);
        CHECK(error.code() == codes::over_cap);
        refused.insert(builder.stage);
      }
    }
#ifdef TESSERA_WITH_CGAL
  CHECK(refused == std::set<std::string>{"filtration.core_delaunay", "filtration.function_alpha",
                                         "filtration.function_delaunay", "filtration.multicover"});
#endif
}

TEST_CASE("degenerate graphs and pictures are built", "[builders]") {
  for (const auto& builder : of_networks()) {
    INFO(builder.stage);
    CHECK(betti_grades(builder.build({WeightedGraph(0, {}), {}, {}})).at(0)[0].empty());
    CHECK(betti_grades(builder.build({WeightedGraph(3, {}), {1, 1, 1}, {2, 2, 2}})).at(0)[0].size() == 3);
    const auto two =
        betti_grades(builder.build({WeightedGraph(4, {{0, 1, 1}, {2, 3, 1}}), {0, 0, 0, 0}, {0, 0, 0, 0}}));
    CHECK(two.at(0)[0].size() - two.at(0)[1].size() == 2);
  }
  CHECK(code_of([] { WeightedGraph(2, {{1, 1, 1}}); }) == codes::bad_complex.text);
  CHECK(code_of([] { WeightedGraph(2, {{0, 1, 1}, {1, 0, 2}}); }) == codes::bad_complex.text);
  for (const auto& builder : of_pictures()) {
    CHECK(betti_grades(builder.build({{1, 1}, {7}, {8}})).at(0)[0] == std::vector<Point<2>>{{7, 8}});
    const auto constant = betti_grades(builder.build({{3, 4}, std::vector<double>(12, 1), std::vector<double>(12, 2)}));
    CHECK(constant.at(0)[0] == std::vector<Point<2>>{{1, 2}});
    CHECK(constant.at(0)[1].empty());
    CHECK(constant.at(1)[0].empty());
  }
}
