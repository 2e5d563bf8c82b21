// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_gradient.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The critical cells of one dimension in the order in which they enter: by value, then by the position of their pixel.
/// A cell is then named by its rank.
struct RankedCells {
  std::vector<Index> cell;
  std::vector<double> value;
  std::vector<Index> arrival;  // rank -> place among the cells as they were given

  Index size() const noexcept { return Index(cell.size()); }
};

/// Stable: cells of equal value keep the order given. Cost: linear, but for many values that agree in their leading
/// bits and differ.
RankedCells ranked(std::span<const CriticalCell> cells, const CubicalFrame& frame, bool with_arrival);

}  // namespace tessera
