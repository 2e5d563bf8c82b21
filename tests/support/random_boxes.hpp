// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/persistence/presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace tessera {

/// A box with whole corners in [0, extent], sides at least `side`; each side is infinite with probability 1 / 5.
template <int N>
Interval<N> random_box(RandomStream& random, int extent, int side) {
  Point<N> birth, death;
  for (int axis = 0; axis < N; ++axis) {
    const auto low = random.below(std::uint64_t(extent - side) + 1);
    birth[axis] = double(low);
    death[axis] = double(low + std::uint64_t(side) + random.below(std::uint64_t(extent - side) + 1 - low));
    if (random.below(5) == 0) death[axis] = infinity;
  }
  return {{birth}, {death}};
}

/// The sum of box modules on the grid 0 .. size - 1, in a random order and basis.
template <int N>
Presentation<N> sum_of_boxes(RandomStream& random, const std::vector<Interval<N>>& boxes, int size) {
  std::vector<Grade<N>> rows, columns;
  std::vector<std::set<Index>> entries;
  const auto grade_of = [](const Point<N>& point) {
    Grade<N> grade;
    for (int axis = 0; axis < N; ++axis) grade[axis] = Index(point[axis]);
    return grade;
  };
  for (const auto& box : boxes) {
    const auto birth = grade_of(box.births[0]);
    for (int axis = 0; axis < N; ++axis) {
      if (box.deaths[0][axis] == infinity) continue;
      columns.push_back(birth);
      columns.back()[axis] = Index(box.deaths[0][axis]);
      entries.push_back({Index(rows.size())});
    }
    rows.push_back(birth);
  }
  const auto flip = [](std::set<Index>& column, Index row) {
    if (!column.erase(row)) column.insert(row);
  };
  for (std::size_t step = 0; step < 6 * (rows.size() + columns.size()); ++step) {
    const auto a = Index(random.below(rows.size())), b = Index(random.below(rows.size()));
    if (a != b && precedes(rows[a], rows[b]))  // generator b becomes b + a
      for (auto& column : entries)
        if (column.contains(b)) flip(column, a);
    if (columns.empty()) continue;
    const auto p = random.below(columns.size()), q = random.below(columns.size());
    if (p != q && precedes(columns[p], columns[q]))
      for (const Index row : std::set<Index>(entries[p])) flip(entries[q], row);
  }
  std::vector<Index> order(columns.size());
  std::iota(order.begin(), order.end(), Index{0});
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  Presentation<N> module;
  for (auto& axis : module.grid.axes)
    for (int value = 0; value < size; ++value) axis.values.push_back(value);
  module.matrix.row_grades = rows;
  for (const Index j : order) module.matrix.append(columns[j], entries[j]);
  return module;
}

/// The largest bottleneck distance between a module and its decomposition over random diagonal lines in unscaled axes.
template <int N>
double gap_on_unused_lines(RandomStream& random, const Presentation<N>& module, const Decomposition<N>& decomposition,
                           int lines, double size) {
  double gap = 0;
  for (int k = 0; k < lines; ++k) {
    Line<N> line;
    for (int axis = 1; axis < N; ++axis) line.base[axis] = (2 * random.uniform() - 1) * size;
    std::vector<Bar> bars;
    for (const auto& summand : decomposition.summands) {
      double birth = infinity, death = -infinity;
      for (const auto& corner : summand.support.births) birth = std::min(birth, line.push(corner));
      for (const auto& corner : summand.support.deaths) {
        double until = infinity;
        for (int axis = 0; axis < N; ++axis) until = std::min(until, corner[axis] - line.base[axis]);
        death = std::max(death, until);
      }
      if (birth < death) bars.push_back({birth, death, module.degree});
    }
    gap = std::max(gap, bottleneck_distance(slice(module, line), barcode_of(std::move(bars))));
  }
  return gap;
}

}  // namespace tessera
