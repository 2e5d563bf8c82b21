// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/filtration/filtered_complex.hpp"

#include <map>
#include <set>
#include <vector>

namespace tessera {

/// The simplices of a simplicial complex by their vertices, each with its value on the first axis.
template <int N>
std::map<std::vector<Index>, double> simplices_of(const FilteredComplex<N>& complex) {
  std::map<std::vector<Index>, double> result;
  std::vector<std::vector<Index>> below, here;
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    here.clear();
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
      std::set<Index> vertices;
      if (d == 0) vertices.insert(cell);
      for (const Index face : complex.blocks[d].boundary(cell)) vertices.insert(below[face].begin(), below[face].end());
      here.emplace_back(vertices.begin(), vertices.end());
      result[here.back()] = complex.grid.axes[0].values[complex.blocks[d].grades[cell][0]];
    }
    below = here;
  }
  return result;
}

}  // namespace tessera
