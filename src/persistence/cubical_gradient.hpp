// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_frame.hpp"
#include "tessera/core/context.hpp"

#include <memory>
#include <vector>

namespace tessera {

/// The cubes of one dimension that a gradient leaves unmatched, its critical cells, in the order of the positions of
/// the pixels they enter with, by which they are numbered. They enter by value, then by number.
struct CriticalList {
  LargeVector<Index> cell;
  LargeVector<double> value;

  Index size() const noexcept { return Index(cell.size()); }
  void reserve(std::size_t count) {
    cell.reserve(count);
    value.reserve(count);
  }
  void add(Index new_cell, double new_value) {
    cell.push_back(new_cell);
    value.push_back(new_value);
  }
  void append(const CriticalList& more) {
    cell.insert(cell.end(), more.cell.begin(), more.cell.end());
    value.insert(value.end(), more.value.begin(), more.value.end());
  }
};

/// A discrete gradient of a cubical complex that matches only cubes which enter with the same pixel.
struct CubicalGradient {
  /// A flow on vertices, or on cubes of full dimension, by slot: 0 is the outside, a slot with the bit `ends` ends the
  /// path, any other entry is the slot where the path goes on.
  using Flow = LargeVector<Index>;
  static constexpr Index ends = Index{1} << 31;

  static constexpr std::uint8_t critical = 0xFF;

  std::vector<CriticalList> cells;  // critical, by dimension
  Flow down;                        // from a vertex over the edge it is matched with to the other end
  Flow up;                          // from a full cube over the facet it is matched with to the other side
  /// Of each cube: 2 * axis (+ 1 where upwards) towards the cube it is matched with, or `critical`. Only where asked
  /// for; cubes that do not exist have any value.
  std::unique_ptr<std::uint8_t[]> partner;
};

/// Guarantee: acyclic; along any path of the gradient pixels come earlier and earlier. With three axes or fewer the
/// number of unmatched cubes is the least that a gradient compatible with the filtration can have.
/// Cost: linear in the number of cubes.
CubicalGradient cubical_gradient(const CubicalFrame& frame, bool with_partners, const Context& context);

}  // namespace tessera
