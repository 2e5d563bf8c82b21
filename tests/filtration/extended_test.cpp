// SPDX-License-Identifier: MIT
#include "tessera/filtration/extended.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "tessera/filtration/cubical_complex.hpp"
#include "tessera/filtration/lower_star.hpp"

#include <algorithm>
#include <functional>

using namespace tessera;

namespace {

FilteredComplex<2> random_complex(RandomStream& random, Index n, Index levels) {
  std::vector<Mesh::Triangle> triangles;
  for (Index t = 0; t + 2 < n; t += 1 + Index(random.below(2))) triangles.push_back({t, t + 1, t + 2});
  const Mesh mesh(PointCloud(n, 2, std::vector<double>(2 * n, 0.0)), std::move(triangles));
  std::vector<double> first(n), second(n);
  for (double& x : first) x = double(random.below(levels));
  for (double& x : second) x = double(random.below(levels));
  const ScalarField f(first), g(second);
  return lower_star<2>(mesh, {{"f", &f}, {"g", &g}}, {}, {});
}

/// The rank of a boundary over Z/2 between the cells that `has` keeps, by elimination of bit rows.
Index rank_of_boundary(const FilteredComplex<2>& complex, std::size_t d,
                       const std::function<bool(std::size_t, Index)>& has) {
  if (d >= complex.blocks.size() || d == 0) return 0;
  std::vector<std::uint64_t> columns;
  for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
    if (!has(d, cell)) continue;
    std::uint64_t column = 0;
    for (const Index face : complex.blocks[d].boundary(cell))
      if (has(d - 1, face)) column |= std::uint64_t{1} << face;
    columns.push_back(column);
  }
  Index rank = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const auto pivot = std::ranges::find_if(columns, [&](std::uint64_t c) { return c >> bit & 1; });
    if (pivot == columns.end()) continue;
    const auto row = *pivot;
    columns.erase(pivot);
    for (auto& column : columns)
      if (column >> bit & 1) column ^= row;
    ++rank;
  }
  return rank;
}

/// The Betti number of the pair (cells with `in_space`, those of them with `in_part`): chains outside the part.
int relative_betti(const FilteredComplex<2>& complex, std::size_t degree,
                   const std::function<bool(std::size_t, Index)>& in_space,
                   const std::function<bool(std::size_t, Index)>& in_part) {
  const auto has = [&](std::size_t d, Index cell) { return in_space(d, cell) && !in_part(d, cell); };
  if (degree >= complex.blocks.size()) return 0;
  int cells = 0;
  for (Index cell = 0; cell < complex.blocks[degree].size(); ++cell) cells += has(degree, cell);
  return cells - int(rank_of_boundary(complex, degree, has)) - int(rank_of_boundary(complex, degree + 1, has));
}

}  // namespace

TEST_CASE("an edge goes up and its cone comes down", "[filtration][extended][example]") {
  const ScalarField height({1, 4});
  const auto edge = lower_star<1>(WeightedGraph(2, {{0, 1, 1}}), {{"height", &height}}, {}, {});
  double turn = 0;
  const Context context(ContextOptions{.resolved = [&](const ResolvedValue& value) { turn = value.value; }});
  const auto cone = extended(edge, {}, context);
  check(cone);
  CHECK(turn == 4);
  CHECK(cone.grid.axes[0].values == std::vector<double>{1, 4, 7});
  CHECK(cone.blocks[0].grades == std::vector<Grade<1>>{{{0}}, {{1}}, {{0}}});
  CHECK(cone.blocks[1].grades == std::vector<Grade<1>>{{{1}}, {{2}}, {{1}}});
  CHECK(cone.blocks[1].faces == std::vector<Index>{0, 1, 0, 2, 1, 2});
  CHECK(cone.blocks[2].grades == std::vector<Grade<1>>{{{2}}});
  CHECK(cone.blocks[2].faces == std::vector<Index>{0, 1, 2});
  CHECK(extended(FilteredComplex<1>(), {}, {}).size() == 0);
}

TEST_CASE("the extended filtration has the homology of sublevel sets, then of pairs, at every grade of the other axis",
          "[filtration][extended][oracle]") {
  RandomStream random(3, 0);
  for (int trial = 0; trial < 40; ++trial) {
    const auto complex = random_complex(random, 3 + Index(random.below(6)), 4);
    const Index axis = Index(trial % 2), other = 1 - axis;
    const auto cone = extended(complex, {.axis = axis}, {});
    check(cone);
    const auto& values = complex.grid.axes[axis].values;
    const double top = values.back();
    const auto value = [&](Index a, std::size_t d, Index cell) {
      return complex.grid.axes[a].values[complex.blocks[d].grades[cell][int(a)]];
    };
    const std::function<double(std::size_t, Index)> least = [&](std::size_t d, Index cell) {
      if (d == 0) return value(axis, 0, cell);
      double smallest = infinity;
      for (const Index face : complex.blocks[d].boundary(cell)) smallest = std::min(smallest, least(d - 1, face));
      return smallest;
    };
    for (const double level : complex.grid.axes[other].values)
      for (const double t : cone.grid.axes[axis].values)
        for (Index degree = 0; degree < 3; ++degree) {
          Point<2> at;
          at[axis] = t, at[other] = level;
          const auto space = [&](std::size_t d, Index cell) {
            return value(other, d, cell) <= level && value(axis, d, cell) <= t;
          };
          const auto part = [&](std::size_t d, Index cell) { return least(d, cell) >= 2 * top - t; };
          INFO("trial " << trial << " at " << t << " level " << level << " degree " << degree);
          REQUIRE(naive_betti(cone, degree, at) == relative_betti(complex, degree, space, part) + (degree == 0));
        }
  }
}

TEST_CASE("an image can be coned as well", "[filtration][extended][example]") {
  const Image image({3, 3}, {1, 2, 3, 8, 0, 4, 7, 6, 5});
  const auto cone = extended(cubical_complex<1>({{"image", &image}}, nullptr, {}, {}), {}, {});
  check(cone);
  CHECK(cone.blocks.size() == 4);
  CHECK(naive_betti(cone, 0, {7}) == 2);  // the image and the apex
  CHECK(naive_betti(cone, 0, {8}) == 1);
}

TEST_CASE("an extended filtration needs lower stars and finite reflections", "[filtration][extended][error]") {
  const ScalarField height({-1e308, 1e308});
  const auto edge = lower_star<1>(WeightedGraph(2, {{0, 1, 1}}), {{"height", &height}}, {}, {});
  CHECK(code_of([&] { extended(edge, {}, {}); }) == "D101");
  CHECK(reason_of([&] { extended(edge, {.axis = 1}, {}); }) == "needs one of the axes 0 to 0, got 1");
  auto late = edge;
  late.grid.axes[0].values = {0, 1, 2};
  late.blocks[1].grades[0] = {{2}};
  CHECK(reason_of([&] { extended(late, {}, {}); }) ==
        "needs cells that enter with their last vertex, 1-cell 0 does not");
}
