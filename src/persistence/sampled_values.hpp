// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"

#include <array>
#include <utility>
#include <vector>

namespace tessera {

/// One strictly increasing list of values an axis.
using AxisValues = std::vector<std::vector<double>>;

/// The values that occur among grades, increasing, each with the number of grades that have it.
using ValueCounts = std::vector<std::pair<double, std::uint64_t>>;

/// One list an axis.
template <int N>
std::vector<ValueCounts> value_counts(const Grid<N>& grid, const std::vector<const std::vector<Grade<N>>*>& lists);
template <int N>
std::vector<ValueCounts> value_counts(const Presentation<N>& module);
template <int N>
std::vector<ValueCounts> value_counts(const FilteredComplex<N>& complex);

/// What the options ask for: the values of the fit, or of a grid of their kind over the grades counted.
/// Throws Error D106 as fit_sampling_grid does, and when the fit has other axes or passes `known_below` of the grid.
template <int N>
AxisValues sampled_values(const SamplingOptions& options, const Grid<N>& grid, const std::vector<ValueCounts>& counts);

/// Whether every sample has the values at which it can change, and no grid is shared.
inline bool is_exact(const SamplingOptions& options) noexcept {
  return options.grid == GridKind::exact && (!options.fit || options.fit->axes.empty());
}

/// The grid with these values on its axes.
template <int N>
Grid<N> with_values(const Grid<N>& grid, const AxisValues& values) {
  Grid<N> result = grid;
  for (int axis = 0; axis < N; ++axis) result.axes[axis].values = values[axis];
  return result;
}

/// The number of values of each axis.
template <int N>
std::array<Index, N> sizes(const Grid<N>& grid) {
  std::array<Index, N> result;
  for (int axis = 0; axis < N; ++axis) result[axis] = Index(grid.axes[axis].values.size());
  return result;
}

/// For every value the position of the first of `onto` that is not below it; onto.size() beyond the last.
std::vector<Index> rounded_up(const std::vector<double>& values, const std::vector<double>& onto);

/// body(grade) for every grade of a grid of these sizes, axis 0 slowest.
template <int N, class Body>
void for_each_grade(const std::array<Index, N>& size, const Body& body) {
  Grade<N> grade{};
  for (const Index n : size)
    if (n == 0) return;
  for (;;) {
    body(std::as_const(grade));
    int axis = N - 1;
    while (axis >= 0 && ++grade[axis] == size[axis]) grade[axis--] = 0;
    if (axis < 0) return;
  }
}

}  // namespace tessera
