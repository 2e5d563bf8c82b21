// SPDX-License-Identifier: MIT
#include "decomposition/transposed_reduction.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"

#include <utility>

namespace tessera {

TransposedReduction::TransposedReduction(const GradedMatrix<2>& matrix, std::vector<Index> row_order,
                                         std::vector<Index> column_order)
    : row_words_(matrix.row_count() / 64 + 1),
      column_words_(matrix.column_count() / 64 + 1),
      reduced_(row_words_ * matrix.column_count(), 0),
      combined_(column_words_ * matrix.column_count(), 0),
      owner_(matrix.row_count(), none),
      pivot_(matrix.column_count(), none),
      row_place_(matrix.row_count()),
      column_place_(matrix.column_count()) {
  for (Index place = 0; place < row_order.size(); ++place) row_place_[row_order[place]] = place;
  for (Index place = 0; place < column_order.size(); ++place) column_place_[column_order[place]] = place;

  // The first reduction works on places and sparse columns; its result is scattered into the bit columns.
  ColumnArena arena;
  std::vector<ColumnArena::Slot> rows(matrix.column_count()), columns(matrix.column_count());
  BitTreeColumn working(matrix.row_count()), combination(matrix.column_count());
  for (const Index column : column_order) {
    for (const Index row : matrix.column(column)) working.toggle(row_place_[row]);
    combination.toggle(column);
    Index place = working.pivot();
    while (place != none && owner_[row_order[place]] != none) {
      const Index other = owner_[row_order[place]];
      working.add(arena[rows[other]]);
      combination.add(arena[columns[other]]);
      place = working.pivot();
    }
    if (place != none) {
      owner_[row_order[place]] = column;
      pivot_[column] = row_order[place];
    }
    rows[column] = arena.append_with([&](std::vector<Index>& out) { working.drain(out); });
    columns[column] = arena.append_with([&](std::vector<Index>& out) { combination.drain(out); });
    for (const Index p : arena[rows[column]])
      reduced_[column * row_words_ + row_order[p] / 64] |= std::uint64_t{1} << (row_order[p] & 63);
    for (const Index c : arena[columns[column]])
      combined_[column * column_words_ + c / 64] |= std::uint64_t{1} << (c & 63);
  }
}

void TransposedReduction::add(Index source, Index target) noexcept {
  for (std::size_t w = 0; w < row_words_; ++w) reduced_[target * row_words_ + w] ^= reduced_[source * row_words_ + w];
  for (std::size_t w = 0; w < column_words_; ++w)
    combined_[target * column_words_ + w] ^= combined_[source * column_words_ + w];
}

void TransposedReduction::pair(Index row, Index column) {
  if (column != none) pivot_[column] = row;
  if (row != none) {
    owner_[row] = column;
    touched_.push_back(row);
  }
}

void TransposedReduction::exchange_rows(Index a, Index b) {
  std::swap(row_place_[a], row_place_[b]);
  const Index of_a = owner_[a], of_b = owner_[b];
  if (of_b == none || !has_row(of_b, a)) return;

  // Column of_b now has pivot a.
  if (of_a == none) {
    pair(b, none);
    pair(a, of_b);
  } else if (column_place_[of_b] < column_place_[of_a]) {
    add(of_b, of_a);
    pair(a, of_b);
    pair(b, of_a);
  } else {
    add(of_a, of_b);
  }
}

void TransposedReduction::exchange_columns(Index p, Index q) {
  std::swap(column_place_[p], column_place_[q]);
  if (!has_column(q, p)) return;

  // V must stay triangular: q, now first, may not contain p.
  const Index of_p = pivot_[p], of_q = pivot_[q];
  add(p, q);
  if (of_p == none || (of_q != none && row_place_[of_p] < row_place_[of_q])) return;
  add(q, p);
  pair(of_p, q);
  if (of_q == none)
    pivot_[p] = none;
  else
    pair(of_q, p);
}

}  // namespace tessera
