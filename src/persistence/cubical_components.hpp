// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_paths.hpp"
#include "persistence/cubical_trees.hpp"

#include <vector>

namespace tessera {

/// Calls visit(slot) for every cube of full dimension.
template <class Visit>
void for_each_full_cube(const CubicalFrame& frame, const Visit& visit) {
  const bool is_dual = frame.construction == CubicalConstruction::top_cells;
  std::array<Index, CubicalFrame::max_dimension> sides{}, at{};
  for (std::size_t i = 0; i < std::size_t(frame.dimension); ++i)
    sides[i] = frame.side[i] - Index(!is_dual && !frame.wraps[i]);
  for (Index slot = frame.first;;) {
    visit(slot);
    int axis = frame.dimension;
    while (axis-- > 0) {
      const auto i = std::size_t(axis);
      slot += frame.stride[i];
      if (++at[i] < sides[i]) break;
      slot -= sides[i] * frame.stride[i];
      at[i] = 0;
    }
    if (axis < 0) return;
  }
}

/// Boundaries of unions of basins of the upward flow.
class BasinBoundaries {
 public:
  BasinBoundaries(const CubicalFrame& frame, CubicalGradient::Flow& up, Index basins, const PrimeField& field);

  /// Of all cubes of full dimension in the basins given.
  std::vector<GradientPaths::Term> around(const std::vector<Index>& basins);

 private:
  const CubicalFrame& frame_;
  const PrimeField& field_;
  std::vector<std::size_t> begin_;  // of each basin in slots_
  std::vector<Index> slots_;
  std::vector<Index> seen_;  // of each slot: the last call that had it inside
  Index call_ = 0;
};

}  // namespace tessera
