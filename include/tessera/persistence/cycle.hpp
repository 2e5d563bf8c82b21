// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <span>
#include <vector>

namespace tessera {

/// A cycle that represents a class of homology: cells with their coefficients, none zero. In a barcode it is born with
/// its bar and bounds when the bar dies; in a presentation it is there at the grade of its generator.
/// A cell is named by `cell_size` numbers, which lie one after another in `cells`: a simplex by its points in
/// increasing order (degree + 1 numbers), a cube by its lowest and its highest corner as positions in the row-major
/// lattice of vertices (2 numbers), a cell of any other complex by its position among the cells of its dimension
/// (1 number). Simplices are oriented by the order of their points.
struct Cycle {
  Index cell_size = 0;
  std::vector<Index> cells;
  std::vector<Index> coefficients;  // one a cell, 1 .. p - 1

  Index size() const noexcept { return Index(coefficients.size()); }
  std::span<const Index> cell(Index i) const noexcept { return {cells.data() + std::size_t{i} * cell_size, cell_size}; }
  friend bool operator==(const Cycle&, const Cycle&) = default;
};

}  // namespace tessera
