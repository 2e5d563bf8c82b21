// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "tessera/algebra/graded_matrix.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// The persistence pairs of one matrix over Z/2 whose rows and columns enter in one order after another, each an order
/// in which no entry has its column before its row. What does not enter is not in the order.
///
/// Two ways, with one result. *Anew*: every column is reduced from what the matrix holds. *Warm*: a column starts from
/// the sum of columns that it was last reduced to, if all columns of that sum still come before it; with the numbers of
/// the sum kept, that is seen by reading them, and a column that needs nothing more is only read. The first order is
/// reduced anew; warm pays once sums are long, because additions then cost more than reading what is kept: `pairs`
/// decides by counting both. Source: Luo and Nelson 2024, Accelerating iterated persistent homology computations with
/// warm starts, doi:10.1016/j.comgeo.2024.102089 (the idea; there for orders of all cells).
class SliceReduction {
 public:
  template <int N>
  explicit SliceReduction(const GradedMatrix<N>& matrix)
      : SliceReduction(matrix.row_count(), matrix.offsets, matrix.entries) {}
  SliceReduction(Index rows, std::span<const std::uint64_t> offsets, std::span<const Index> entries);

  enum class Start { automatic, anew, warm };

  /// Of every row the column that kills it, `none` if none does or the row does not enter.
  const std::vector<Index>& pairs(std::span<const Index> row_order, std::span<const Index> column_order,
                                  Start start = Start::automatic);

 private:
  void reduce_anew(std::span<const Index> row_order, std::span<const Index> column_order);
  void reduce_warm(std::span<const Index> row_order, std::span<const Index> column_order);
  bool still_holds(Index column) const;
  Index last_row(std::span<const Index> rows) const;
  void add(std::span<const Index> rows);
  std::span<const Index> given(Index column) const {
    return entries_.subspan(offsets_[column], std::size_t(offsets_[column + 1] - offsets_[column]));
  }

  std::span<const std::uint64_t> offsets_;
  std::span<const Index> entries_;
  std::vector<Index> row_place_, column_place_;  // in the order at hand; `none`: does not enter
  std::vector<Index> killer_;                    // row -> column
  BitTreeColumn working_;                        // places of rows
  std::uint64_t work_ = 0;                       // rows and numbers read since the order began

  // Anew: reduced columns that were added to, as rows.
  ColumnArena arena_;
  std::vector<ColumnArena::Slot> slot_;  // length 0: as given

  // Warm: what every column was reduced to, as rows, and the columns that were added to it.
  std::vector<std::vector<Index>> reduced_, added_;
  BitTreeColumn summands_;  // numbers of columns
  bool is_warm_ = false;
  std::uint64_t work_anew_ = 0;  // of the last order that was reduced anew
  Index rest_ = 0;               // orders to go before warm is tried again
};

}  // namespace tessera
