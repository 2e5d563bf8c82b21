// SPDX-License-Identifier: MIT
#pragma once

#include "support/dense_rank.hpp"
#include "support/many_parameters.hpp"
#include "tessera/persistence/presentation.hpp"
#include "tessera/persistence/sampling_grid.hpp"

#include <type_traits>
#include <utility>
#include <vector>

namespace tessera {

/// body(integral_constant<int, N>) for N = first .. last.
template <int first, int last, class Body>
void for_parameters(const Body& body) {
  [&]<int... k>(std::integer_sequence<int, k...>) {
    (body(std::integral_constant<int, first + k>{}), ...);
  }(std::make_integer_sequence<int, last - first + 1>{});
}

/// A random module on the grid 0, 1, ..., ranks - 1 of every axis; not minimal.
template <int N>
Presentation<N> random_module(RandomStream& random, Index rows, Index columns, Index ranks) {
  Presentation<N> module;
  for (auto& axis : module.grid.axes)
    for (Index rank = 0; rank < ranks; ++rank) axis.values.push_back(rank);
  module.matrix = random_graded_matrix<N>(random, rows, columns, ranks);
  module.degree = 1;
  return module;
}

template <int N>
bool lives_at(const Grid<N>& grid, const Grade<N>& grade, const std::type_identity_t<Point<N>>& z) {
  const auto point = grid(grade);
  for (int axis = 0; axis < N; ++axis)
    if (point[axis] > z[axis]) return false;
  return true;
}

/// rank M(a) -> M(b) for any points a <= b, from the definition: the image of the generators at a modulo the relations
/// at b, by dense ranks. With a = b it is dim M(a).
template <int N>
Index naive_rank(const Presentation<N>& module, const std::type_identity_t<Point<N>>& a,
                 const std::type_identity_t<Point<N>>& b) {
  std::vector<std::vector<bool>> relations;
  for (Index j = 0; j < module.matrix.column_count(); ++j) {
    if (!lives_at(module.grid, module.matrix.column_grades[j], b)) continue;
    relations.emplace_back(module.matrix.row_count(), false);
    for (const Index row : module.matrix.column(j)) relations.back()[row] = true;
  }
  auto both = relations;
  for (Index row = 0; row < module.matrix.row_count(); ++row) {
    if (!lives_at(module.grid, module.matrix.row_grades[row], a)) continue;
    both.emplace_back(module.matrix.row_count(), false);
    both.back()[row] = true;
  }
  return Index(dense_rank(std::move(both)) - dense_rank(std::move(relations)));
}

/// All grades of a grid.
template <int N>
std::vector<Grade<N>> grades_of(const Grid<N>& grid) {
  std::vector<Grade<N>> all;
  const auto walk = [&](const auto& self, int axis, Grade<N> grade) -> void {
    if (axis == N) return all.push_back(grade);
    for (Index rank = 0; rank < grid.axes[axis].values.size(); ++rank) {
      grade[axis] = rank;
      self(self, axis + 1, grade);
    }
  };
  walk(walk, 0, Grade<N>{});
  return all;
}

/// Sampling options of a kind, with a resolution.
template <class Options>
Options sampled(Options options, GridKind kind, std::vector<Index> resolution = {}) {
  options.grid = kind;
  options.resolution = std::move(resolution);
  return options;
}

}  // namespace tessera
