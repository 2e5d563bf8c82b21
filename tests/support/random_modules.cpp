// SPDX-License-Identifier: MIT
#include "support/random_modules.hpp"

#include "support/dense_rank.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace tessera {
namespace {

Grid<2> integer_grid(int size) {
  Grid<2> grid;
  for (auto& axis : grid.axes)
    for (int i = 0; i < size; ++i) axis.values.push_back(i);
  return grid;
}

std::size_t boundary_rank(const FilteredComplex<2>& complex, std::size_t dimension, const Grade<2>& z) {
  if (dimension == 0 || dimension >= complex.blocks.size()) return 0;
  std::vector<std::vector<bool>> rows;
  for (Index cell = 0; cell < complex.blocks[dimension].size(); ++cell) {
    if (!precedes(complex.blocks[dimension].grades[cell], z)) continue;
    rows.emplace_back(complex.blocks[dimension - 1].size(), false);
    for (const Index face : complex.blocks[dimension].boundary(cell)) rows.back()[face] = true;
  }
  return dense_rank(std::move(rows));
}

template <class T>
void shuffle(RandomStream& random, std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
}

}  // namespace

FilteredComplex<2> random_bifiltered_complex(RandomStream& random, Index vertices, Index ranks) {
  // Faces of random triangles and tetrahedra, all of them; a simplex's grade is the join of its faces' and a random
  // bump.
  std::set<std::vector<Index>> simplices;
  for (Index v = 0; v < vertices; ++v) simplices.insert({v});
  const auto add = [&](std::vector<Index> top) {
    std::ranges::sort(top);
    top.erase(std::unique(top.begin(), top.end()), top.end());
    for (unsigned mask = 1; mask < 1u << top.size(); ++mask) {
      std::vector<Index> face;
      for (std::size_t i = 0; i < top.size(); ++i)
        if (mask >> i & 1) face.push_back(top[i]);
      simplices.insert(face);
    }
  };
  for (Index t = 0; t < 2 * vertices; ++t) {
    std::vector<Index> top;
    for (std::uint64_t k = 2 + random.below(3); k > 0; --k) top.push_back(Index(random.below(vertices)));
    add(top);
  }

  FilteredComplex<2> complex{.grid = integer_grid(int(ranks))};
  std::map<std::vector<Index>, Index> number;
  for (std::size_t size = 1; size <= 4; ++size) {
    CellBlock<2> block{.stride = size == 1 ? 0 : Index(size)};
    for (const auto& simplex : simplices) {
      if (simplex.size() != size) continue;
      Grade<2> grade{{Index(random.below(ranks)), Index(random.below(ranks))}};
      if (random.below(2)) grade = {{0, 0}};
      std::vector<Index> faces;
      for (std::size_t drop = 0; size > 1 && drop < size; ++drop) {
        auto face = simplex;
        face.erase(face.begin() + std::ptrdiff_t(drop));
        faces.push_back(number.at(face));
        grade = join(grade, complex.blocks[size - 2].grades[number.at(face)]);
      }
      std::ranges::sort(faces);
      number[simplex] = block.size();
      block.grades.push_back(grade);
      block.faces.insert(block.faces.end(), faces.begin(), faces.end());
    }
    if (block.size() > 0) complex.blocks.push_back(std::move(block));
  }
  return complex;
}

Index naive_dimension(const FilteredComplex<2>& complex, Index degree, const Grade<2>& z) {
  if (degree >= complex.blocks.size()) return 0;
  std::size_t cells = 0;
  for (const auto& grade : complex.blocks[degree].grades) cells += precedes(grade, z);
  return Index(cells - boundary_rank(complex, degree, z) - boundary_rank(complex, degree + 1, z));
}

Index naive_dimension(const Presentation<2>& module, const Grade<2>& z) {
  std::vector<std::vector<bool>> rows;
  Index generators = 0;
  for (const auto& grade : module.matrix.row_grades) generators += precedes(grade, z);
  for (Index j = 0; j < module.matrix.column_count(); ++j) {
    if (!precedes(module.matrix.column_grades[j], z)) continue;
    rows.emplace_back(module.matrix.row_count(), false);
    for (const Index row : module.matrix.column(j)) rows.back()[row] = true;
  }
  return generators - Index(dense_rank(std::move(rows)));
}

Interval<2> random_staircase(RandomStream& random, int births, int size) {
  // Births run down from left to right; ends lie beyond the last join, so that the interval is connected.
  for (;;) {
    const int count = 1 + int(random.below(std::uint64_t(births)));
    std::set<int> xs, ys;
    for (int i = 0; i < count; ++i) {
      xs.insert(int(random.below(std::uint64_t(size) / 2)));
      ys.insert(int(random.below(std::uint64_t(size) / 2)));
    }
    const auto steps = std::min(xs.size(), ys.size());
    Interval<2> interval;
    auto y = ys.rbegin();
    for (auto x = xs.begin(); interval.births.size() < steps; ++x, ++y)
      interval.births.push_back({double(*x), double(*y)});

    std::vector<Point<2>> corners;
    for (std::uint64_t k = 1 + random.below(3); k > 0; --k) {
      Point<2> corner{double(random.below(std::uint64_t(size))), double(random.below(std::uint64_t(size)))};
      if (random.below(6) == 0) corner[random.below(2)] = infinity;
      corners.push_back(corner);
    }
    std::ranges::sort(corners, std::greater{});
    for (const auto& corner : corners)
      if (interval.deaths.empty() || corner[1] > interval.deaths.back()[1]) interval.deaths.push_back(corner);
    std::ranges::reverse(interval.deaths);

    // Every birth and every join of consecutive births must lie inside, every death above some birth strictly.
    const auto inside = [&](const Point<2>& z) {
      return std::ranges::any_of(interval.deaths, [&](const auto& d) { return z[0] < d[0] && z[1] < d[1]; });
    };
    bool is_good = std::ranges::all_of(interval.births, inside);
    for (std::size_t i = 0; i + 1 < interval.births.size(); ++i)
      is_good = is_good && inside({interval.births[i + 1][0], interval.births[i][1]});
    for (const auto& d : interval.deaths)
      is_good =
          is_good && std::ranges::any_of(interval.births, [&](const auto& b) { return b[0] < d[0] && b[1] < d[1]; });
    if (is_good) return interval;
  }
}

Presentation<2> presentation_of(int size, const std::vector<Grade<2>>& generators,
                                const std::vector<RelationAt>& relations) {
  Presentation<2> module{.grid = integer_grid(size)};
  module.matrix.row_grades = generators;
  for (const auto& [grade, rows] : relations) module.matrix.append(grade, rows);
  return module;
}

Presentation<2> scrambled(RandomStream& random, const Presentation<2>& module) {
  const auto& generators = module.matrix.row_grades;
  const auto& relations = module.matrix.column_grades;
  // Dense copy, random graded operations, random order.
  std::vector<std::vector<bool>> columns(relations.size(), std::vector<bool>(generators.size(), false));
  for (Index j = 0; j < relations.size(); ++j)
    for (const Index row : module.matrix.column(j)) columns[j][row] = true;
  for (std::size_t step = 0; step < 4 * (generators.size() + relations.size()); ++step) {
    const auto a = random.below(generators.size()), b = random.below(generators.size());
    if (a != b && precedes(generators[a], generators[b]))  // b becomes b + a: row b is added to row a
      for (auto& column : columns) column[a] = column[a] != column[b];
    if (relations.empty()) continue;
    const auto p = random.below(relations.size()), q = random.below(relations.size());
    if (p != q && precedes(relations[p], relations[q]))
      for (std::size_t row = 0; row < generators.size(); ++row) columns[q][row] = columns[q][row] != columns[p][row];
  }
  std::vector<Index> row_order(generators.size()), column_order(relations.size());
  std::iota(row_order.begin(), row_order.end(), Index{0});
  std::iota(column_order.begin(), column_order.end(), Index{0});
  shuffle(random, row_order);
  shuffle(random, column_order);

  Presentation<2> result{.grid = module.grid, .degree = module.degree};
  for (const Index row : row_order) result.matrix.row_grades.push_back(generators[row]);
  for (const Index j : column_order) {
    std::vector<Index> rows;
    for (Index place = 0; place < row_order.size(); ++place)
      if (columns[j][row_order[place]]) rows.push_back(place);
    result.matrix.append(relations[j], rows);
  }
  return result;
}

Presentation<2> direct_sum(const Presentation<2>& one, const Presentation<2>& other) {
  Presentation<2> sum{.grid = one.grid, .matrix = one.matrix, .degree = one.degree};
  const Index first = one.matrix.row_count();
  sum.matrix.row_grades.insert(sum.matrix.row_grades.end(), other.matrix.row_grades.begin(),
                               other.matrix.row_grades.end());
  for (Index j = 0; j < other.matrix.column_count(); ++j) {
    std::vector<Index> rows;
    for (const Index row : other.matrix.column(j)) rows.push_back(first + row);
    sum.matrix.append(other.matrix.column_grades[j], rows);
  }
  return sum;
}

Presentation<2> scrambled_sum(RandomStream& random, const std::vector<Interval<2>>& intervals, int size) {
  std::vector<Grade<2>> generators;
  std::vector<RelationAt> relations;
  const auto grade = [](double x, double y) { return Grade<2>{{Index(x), Index(y)}}; };
  for (const auto& [births, deaths] : intervals) {
    const Index first = Index(generators.size());
    const auto below = [&](const Grade<2>& end) {
      for (Index row = first; row < generators.size(); ++row)
        if (precedes(generators[row], end)) return row;
      return none;
    };
    for (const auto& b : births) generators.push_back(grade(b[0], b[1]));
    for (std::size_t i = 0; i + 1 < births.size(); ++i)
      relations.push_back({grade(births[i + 1][0], births[i][1]), {first + Index(i), first + Index(i) + 1}});
    std::vector<Grade<2>> ends;
    if (deaths.front()[1] < infinity) ends.push_back(grade(births.front()[0], deaths.front()[1]));
    for (std::size_t j = 0; j + 1 < deaths.size(); ++j) ends.push_back(grade(deaths[j][0], deaths[j + 1][1]));
    if (deaths.back()[0] < infinity) ends.push_back(grade(deaths.back()[0], births.back()[1]));
    for (const auto& end : ends) relations.push_back({end, {below(end)}});
  }
  return scrambled(random, presentation_of(size, generators, relations));
}

std::vector<Presentation<2>> non_intervals(int size) {
  return {
      presentation_of(size, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}}),
      presentation_of(size, {{{0, 1}}, {{1, 0}}}, {{{{2, 2}}, {0, 1}}}),
      presentation_of(size, {{{0, 0}}, {{0, 0}}}, {{{{1, 3}}, {0}}, {{{2, 2}}, {1}}, {{{3, 1}}, {0, 1}}}),
      presentation_of(size, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 3}}, {0, 1}}, {{{3, 2}}, {1, 2}}}),
      presentation_of(size, {{{0, 3}}, {{1, 2}}, {{2, 1}}, {{3, 0}}},
                      {{{{2, 4}}, {0, 1}}, {{{3, 3}}, {1, 2}}, {{{4, 2}}, {2, 3}}}),
      presentation_of(size, {{{0, 0}}, {{0, 0}}, {{0, 0}}, {{0, 0}}},
                      {{{{1, 4}}, {0}},
                       {{{1, 4}}, {1}},
                       {{{2, 3}}, {2}},
                       {{{2, 3}}, {3}},
                       {{{3, 2}}, {0, 2}},
                       {{{3, 2}}, {1, 3}},
                       {{{4, 1}}, {0, 3}},
                       {{{4, 1}}, {1, 2, 3}}}),
  };
}

}  // namespace tessera
