// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tessera {

/// The values of all cells of a complex, by dimension and position.
template <int N>
using CellValues = std::vector<std::vector<Point<N>>>;

template <int N>
CellValues<N> values_of(const FilteredComplex<N>& complex) {
  CellValues<N> values;
  for (const auto& block : complex.blocks) {
    values.emplace_back();
    for (const auto& grade : block.grades) values.back().push_back(complex.grid(grade));
  }
  return values;
}

/// Every value moved by at most `size` on each axis, with probability `share`; then raised to those of the faces.
template <int N>
CellValues<N> perturbed(RandomStream& random, const FilteredComplex<N>& complex, CellValues<N> values, double size,
                        double share) {
  for (std::size_t d = 0; d < values.size(); ++d)
    for (Index cell = 0; cell < values[d].size(); ++cell)
      for (int axis = 0; axis < N; ++axis) {
        double& value = values[d][cell][axis];
        if (random.uniform() < share) value += size * (2 * random.uniform() - 1);
        if (d > 0)
          for (const Index face : complex.blocks[d].boundary(cell)) value = std::max(value, values[d - 1][face][axis]);
      }
  return values;
}

/// The same cells with these values, which no face exceeds.
template <int N>
FilteredComplex<N> regraded(FilteredComplex<N> complex, const CellValues<N>& values) {
  for (int axis = 0; axis < N; ++axis) {
    std::vector<double> all;
    for (const auto& block : values)
      for (const auto& value : block) all.push_back(value[axis]);
    complex.grid.axes[axis].values = distinct_sorted(all);
    for (std::size_t d = 0; d < values.size(); ++d)
      for (Index cell = 0; cell < values[d].size(); ++cell)
        complex.blocks[d].grades[cell][axis] = rank_of(complex.grid.axes[axis].values, values[d][cell][axis]);
  }
  return complex;
}

/// The sum over cells of |f - g|_1, axis k divided by scale[k].
template <int N>
double total_change(const CellValues<N>& f, const CellValues<N>& g, const std::array<double, N>& scale) {
  double sum = 0;
  for (std::size_t d = 0; d < f.size(); ++d)
    for (std::size_t cell = 0; cell < f[d].size(); ++cell)
      for (int axis = 0; axis < N; ++axis) sum += std::abs(f[d][cell][axis] - g[d][cell][axis]) / scale[axis];
  return sum;
}

}  // namespace tessera
