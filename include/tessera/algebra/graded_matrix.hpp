// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grade.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// A map of free N-graded modules over Z/2: rows and columns carry grades, a column lists the rows of its ones in
/// increasing order. Entry (row, column) = 1 implies row grade <= column grade. Columns lie one after another in one
/// array: 4 bytes an entry, 8 a column and 4 N a grade.
template <int N>
struct GradedMatrix {
  std::vector<Grade<N>> row_grades;
  std::vector<Grade<N>> column_grades;
  std::vector<std::uint64_t> offsets{0};  // column j is entries[offsets[j] .. offsets[j + 1])
  std::vector<Index> entries;

  Index row_count() const noexcept { return Index(row_grades.size()); }
  Index column_count() const noexcept { return Index(column_grades.size()); }
  std::span<const Index> column(Index j) const noexcept {
    return {entries.data() + offsets[j], std::size_t(offsets[j + 1] - offsets[j])};
  }
  /// `rows` strictly increasing.
  template <class Rows>
  void append(const Grade<N>& grade, const Rows& rows) {
    column_grades.push_back(grade);
    entries.insert(entries.end(), std::begin(rows), std::end(rows));
    offsets.push_back(entries.size());
  }

  friend bool operator==(const GradedMatrix&, const GradedMatrix&) = default;
};

}  // namespace tessera
