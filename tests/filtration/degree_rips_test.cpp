// SPDX-License-Identifier: MIT
#include "tessera/filtration/degree_rips.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/naive_geometry.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

const Context context;

double length(const PointCloud& points, Index i, Index j) {
  return i == j ? 0 : double(naive_distance(points[i], points[j], Metric::euclidean));
}

/// The Rips complex at scale r of the points that have at least k others within r, from its definition.
FilteredComplex<1> rips_at(const PointCloud& points, double r, double k) {
  std::vector<Index> kept;
  for (Index i = 0; i < points.size(); ++i) {
    int near = 0;
    for (Index j = 0; j < points.size(); ++j) near += i != j && length(points, i, j) <= r;
    if (near >= k) kept.push_back(i);
  }
  return naive_function_rips<1>(
      Index(kept.size()), [&](Index i, Index j) { return length(points, kept[i], kept[j]); }, {}, 2, r);
}

/// The cells that are there at a scale and a degree.
FilteredComplex<1> part_at(const MulticriticalComplex<2>& complex, double r, double k) {
  FilteredComplex<1> part;
  part.grid.axes[0].values = {0};
  std::vector<Index> position;
  for (const auto& block : complex.blocks) {
    std::vector<Index> next(block.size(), none);
    auto& cells = part.blocks.emplace_back();
    cells.stride = &block == &complex.blocks[0] ? 0 : Index(part.blocks.size());
    for (Index cell = 0; cell < block.size(); ++cell) {
      const bool is_there = std::ranges::any_of(block.grades_of(cell), [&](const Grade<2>& grade) {
        return complex.grid.axes[0].values[grade[0]] <= r && complex.grid.axes[1].values[grade[1]] <= -k;
      });
      if (!is_there) continue;
      next[cell] = cells.size();
      cells.grades.push_back({{0}});
      for (const Index face : block.boundary(cell)) cells.faces.push_back(position[face]);
    }
    position = std::move(next);
  }
  return part;
}

}  // namespace

TEST_CASE("three points on a line: the middle one has two neighbors first", "[filtration][degree_rips][example]") {
  const PointCloud points(3, 1, {0, 1, 3});
  const auto complex = degree_rips(points, {.max_diameter = Quantity{infinity}, .collapse = false}, context);
  check(complex);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.grid.axes[1].direction == Direction::superlevel);
  CHECK(complex.grid.axes[1].values == std::vector<double>{-2, -1, 0});
  const auto grades = [&](std::size_t d, Index cell) {
    std::vector<std::pair<double, double>> result;
    for (const auto& grade : complex.blocks[d].grades_of(cell))
      result.emplace_back(complex.grid.axes[0].values[grade[0]], -complex.grid.axes[1].values[grade[1]]);
    return result;
  };
  using Grades = std::vector<std::pair<double, double>>;
  CHECK(grades(0, 0) == Grades{{3, 2}, {1, 1}, {0, 0}});
  CHECK(grades(0, 1) == Grades{{2, 2}, {1, 1}, {0, 0}});
  CHECK(grades(1, 0) == Grades{{3, 2}, {1, 1}});
  CHECK(grades(2, 0) == Grades{{3, 2}});
}

TEST_CASE("at every scale and degree the homology is that of the Rips complex of the points of that degree",
          "[filtration][degree_rips][oracle]") {
  RandomStream random(91, 0);
  std::mt19937 gen(91);
  for (int trial = 0; trial < 80; ++trial) {
    const Index n = Index(1 + random.below(7));
    const auto points = trial % 2 == 0 ? random_cloud(gen, n, 2) : random_lattice_cloud(gen, n, 2, 3);
    DegreeRipsOptions options;
    if (trial % 4 != 0) options.max_diameter = Quantity{infinity};
    if (trial % 3 == 0) options.max_degree = 3;
    options.collapse = trial % 5 != 0;
    const auto multi = degree_rips(points, options, context);
    check(multi);
    const double last = multi.grid.axes[0].values.back();
    std::vector<double> scales = multi.grid.axes[0].values;
    if (trial % 4 == 0) scales.push_back(last * 1.5 + 1);  // beyond the enclosing radius nothing changes
    for (const double r : scales)
      for (const double minus_k : multi.grid.axes[1].values) {
        INFO("trial " << trial << ", scale " << r << ", degree " << -minus_k);
        const double above = r * (1 + 1e-12);  // lengths of the definition may differ in the last bit
        const auto rips = rips_at(points, above, -minus_k);
        const auto part = part_at(multi, r, -minus_k);
        check(part);
        REQUIRE(naive_betti(part, 0, {0.0}) == naive_betti(rips, 0, {above}));
        REQUIRE(naive_betti(part, 1, {0.0}) == naive_betti(rips, 1, {above}));
      }
  }
}

TEST_CASE("degree_rips does not depend on how points are given or numbered", "[filtration][degree_rips][law]") {
  std::mt19937 gen(92);
  const auto points = random_cloud(gen, 12, 3);
  std::vector<double> lower;
  for (Index i = 0; i < points.size(); ++i)
    for (Index j = 0; j < i; ++j) lower.push_back(length(points, i, j));
  const auto complex = degree_rips(points, {.collapse = false}, context);
  const auto of_distances = degree_rips(DistanceMatrix(points.size(), lower), {.collapse = false}, context);
  CHECK(complex.blocks[2].grades == of_distances.blocks[2].grades);
  const auto again = degree_rips(relabelled(points, random_permutation(gen, 12)), {.collapse = false}, context);
  CHECK(complex.grid.axes[0].values == again.grid.axes[0].values);
  auto one = complex.blocks[2].grades, other = again.blocks[2].grades;
  const auto by_rank = [](const Grade<2>& a, const Grade<2>& b) { return a.rank < b.rank; };
  std::ranges::sort(one, by_rank);
  std::ranges::sort(other, by_rank);
  CHECK(one == other);
}

TEST_CASE("degree_rips of little, and of too much", "[filtration][degree_rips]") {
  CHECK(degree_rips(PointCloud(0, 2, {}), {}, context).blocks[0].size() == 0);
  const auto one = degree_rips(PointCloud(1, 2, {0, 0}), {}, context);
  CHECK(one.grid.axes[1].values == std::vector<double>{0});
  CHECK(one_critical(one, {}, context).blocks[0].size() == 1);
  const auto copies = degree_rips(PointCloud(3, 1, {5, 5, 5}), {}, context);  // neighbors of one another at once
  CHECK(copies.blocks[0].grades.size() == 3);
  check(copies);
  std::mt19937 gen(93);
  ContextOptions small;
  small.memory_budget = 1 << 18;
  CHECK(code_of([&] { degree_rips(random_cloud(gen, 60, 2), {.collapse = false}, Context(small)); }) == "R302");
}
