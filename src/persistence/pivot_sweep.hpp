// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "tessera/core/context.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// Columns of a matrix over Z/2 whose rows are *places* in some fixed order, each column entering at a bigrade.
struct BigradedColumns {
  std::vector<Index> x, y;                // of every column
  std::vector<std::uint64_t> offsets{0};  // column j is places[offsets[j] .. offsets[j + 1])
  std::vector<Index> places;

  Index size() const noexcept { return Index(x.size()); }
  std::span<const Index> operator[](Index j) const noexcept {
    return {places.data() + offsets[j], std::size_t(offsets[j + 1] - offsets[j])};
  }
};

/// The pivots (largest places) of the span of the columns <= (x, y), for all y at once, as x grows. For one fixed
/// order of the rows the pivots at (x, y) grow with x and with y, so each place becomes a pivot at a least y, its
/// `level`, which falls as x grows. One sweep replaces one reduction a bigrade.
///
/// Invariant after advance(x): the columns of x-grade <= x that are not zero have distinct pivots, and a column is a
/// sum of columns that enter at y-grades up to its own. A column that loses its pivot to one that the order puts before
/// it is reduced further in the same step: the queue of Kerber and Rolle 2021, doi:10.1137/1.9781611976472.3.
class PivotSweep {
 public:
  PivotSweep(Index row_count, const BigradedColumns& columns);

  /// Lets in the columns of this x-grade; called with 0, 1, 2, ...
  void advance(Index x, const Context& context);

  /// The least y at which the place is a pivot; `none`: it is at no y.
  Index level(Index place) const noexcept { return owner_[place] == none ? none : columns_.y[owner_[place]]; }

 private:
  std::span<const Index> rows(Index column) const noexcept {
    return is_reduced_[column] ? arena_[slot_[column]] : columns_[column];
  }
  Index first_pivot(Index column) const noexcept;
  void reduce(Index column);
  void claim(Index column, Index pivot);

  const BigradedColumns& columns_;
  std::vector<Index> order_, place_in_order_;  // by y, then number
  std::vector<std::vector<Index>> entering_;   // by x: places in the order, increasing
  std::vector<Index> queue_;                   // a heap of places in the order, least first
  std::vector<Index> owner_;                   // place -> column
  std::vector<bool> is_reduced_;               // column -> its rows are in the arena
  std::vector<ColumnArena::Slot> slot_;
  ColumnArena arena_;
  BitTreeColumn working_;
};

}  // namespace tessera
