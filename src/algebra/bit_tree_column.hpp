// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <bit>
#include <span>
#include <vector>

namespace tessera {

/// A working column over Z/2: a set of rows as a 64-ary tree of bits. Toggling a row touches one word, and a word of
/// each level above only where it becomes empty or stops being empty; the largest row is found in one word a level.
/// The idea of the bit tree pivot column: Bauer, Kerber, Reininghaus, Wagner, PHAT, doi:10.1016/j.jsc.2016.03.008.
class BitTreeColumn {
 public:
  BitTreeColumn() = default;
  explicit BitTreeColumn(Index rows) { resize(rows); }

  /// An empty column that can hold rows 0 .. rows - 1.
  void resize(Index rows) {
    levels_.clear();
    std::size_t words = rows;
    do {
      words = (words + 63) / 64;
      if (words == 0) words = 1;
      levels_.emplace_back(words, 0);
    } while (words > 1);
  }

  bool is_zero() const noexcept { return levels_.back()[0] == 0; }

  void toggle(Index row) noexcept {
    std::size_t place = row;
    for (auto& level : levels_) {
      const std::uint64_t bit = std::uint64_t{1} << (place & 63);
      std::uint64_t& word = level[place >> 6];
      word ^= bit;
      if (word != 0 && word != bit) return;  // not empty before and after: the level above stays
      place >>= 6;
    }
  }

  void add(std::span<const Index> rows) noexcept {
    for (const Index row : rows) toggle(row);
  }

  /// The largest row, `none` for the zero column.
  Index pivot() const noexcept {
    if (is_zero()) return none;
    std::size_t place = 0;
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level)
      place = place << 6 | std::size_t(63 - std::countl_zero((*level)[place]));
    return Index(place);
  }

  /// Empties the column into `rows`, appending them in decreasing order.
  void drain(std::vector<Index>& rows) {
    for (Index row = pivot(); row != none; row = pivot()) {
      rows.push_back(row);
      toggle(row);
    }
  }

 private:
  std::vector<std::vector<std::uint64_t>> levels_;  // leaves first
};

}  // namespace tessera
