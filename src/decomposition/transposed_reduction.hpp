// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// A reduced matrix R = D V over Z/2 that stays reduced while neighbors in the order of rows or columns are exchanged:
/// the vineyard updates of Cohen-Steiner, Edelsbrunner and Morozov 2006, on dense bit columns of R and V.
/// Rows and columns keep their numbers; only their places change.
class TransposedReduction {
 public:
  /// Orders list rows and columns by place.
  TransposedReduction(const GradedMatrix<2>& matrix, std::vector<Index> row_order, std::vector<Index> column_order);

  /// Rows (columns) a, b at places i, i + 1 change places.
  void exchange_rows(Index a, Index b);
  void exchange_columns(Index p, Index q);

  /// The column that ends what the row begins, `none` if nothing does.
  Index column_of(Index row) const noexcept { return owner_[row]; }
  Index row_of(Index column) const noexcept { return pivot_[column]; }
  /// Rows whose column changed since the list was last cleared, possibly repeated.
  std::vector<Index>& touched_rows() noexcept { return touched_; }

  /// Bytes the bit columns of such a matrix take.
  static std::uint64_t bytes(std::uint64_t rows, std::uint64_t columns) {
    return (rows / 64 + columns / 64 + 2) * 8 * columns;
  }

 private:
  bool has_row(Index column, Index row) const noexcept {
    return reduced_[column * row_words_ + row / 64] >> (row & 63) & 1;
  }
  bool has_column(Index column, Index other) const noexcept {
    return combined_[column * column_words_ + other / 64] >> (other & 63) & 1;
  }
  void add(Index source, Index target) noexcept;
  void pair(Index row, Index column);

  std::size_t row_words_, column_words_;
  std::vector<std::uint64_t> reduced_, combined_;  // R and V, one column after another
  std::vector<Index> owner_, pivot_;               // row -> column, column -> row
  std::vector<Index> row_place_, column_place_;
  std::vector<Index> touched_;
};

}  // namespace tessera
