// SPDX-License-Identifier: MIT
#include "decomposition/sparser_basis.hpp"

#include "algebra/bit_tree_column.hpp"

#include <algorithm>
#include <vector>

namespace tessera {
namespace {

using Columns = std::vector<std::vector<Index>>;

/// Adds to each column earlier ones of grade <= its own that cancel an entry by their pivot.
void clear_by_relations(const GradedMatrix<2>& matrix, Columns& columns) {
  std::vector<std::vector<Index>> with_pivot(matrix.row_count());
  BitTreeColumn working(matrix.row_count());
  for (Index j = 0; j < columns.size(); ++j) {
    working.add(columns[j]);
    columns[j].clear();
    for (Index row = working.pivot(); row != none; row = working.pivot()) {
      const auto& holders = with_pivot[row];
      const auto usable = std::ranges::find_if(
          holders, [&](Index other) { return precedes(matrix.column_grades[other], matrix.column_grades[j]); });
      if (usable != holders.end()) {
        working.add(columns[*usable]);
      } else {
        columns[j].push_back(row);
        working.toggle(row);
      }
    }
    std::ranges::reverse(columns[j]);
    if (!columns[j].empty()) with_pivot[columns[j].back()].push_back(j);
  }
}

/// A generator g that one relation alone uses absorbs the generators g' <= g of that relation: g + g' is as good as g.
/// Returns whether an entry went.
bool absorb_in_private_generators(const GradedMatrix<2>& matrix, Columns& columns) {
  std::vector<Index> uses(matrix.row_count(), 0);
  for (const auto& column : columns)
    for (const Index row : column) ++uses[row];

  bool has_changed = false;
  for (auto& column : columns) {
    std::vector<Index> own;
    for (const Index row : column)
      if (uses[row] == 1) own.push_back(row);
    if (own.empty()) continue;
    const auto is_absorbed = [&](Index row) {
      return std::ranges::any_of(own, [&](Index g) {
        if (g == row || !precedes(matrix.row_grades[row], matrix.row_grades[g])) return false;
        return matrix.row_grades[row] != matrix.row_grades[g] || uses[row] > 1 || row < g;
      });
    };
    const auto gone = std::erase_if(column, [&](Index row) {
      if (!is_absorbed(row)) return false;
      if (uses[row] > 1) --uses[row];
      return true;
    });
    has_changed |= gone > 0;
  }
  return has_changed;
}

}  // namespace

GradedMatrix<2> in_sparser_basis(const GradedMatrix<2>& matrix) {
  Columns columns(matrix.column_count());
  for (Index j = 0; j < matrix.column_count(); ++j) columns[j].assign(matrix.column(j).begin(), matrix.column(j).end());

  for (int round = 0; round < 4; ++round) {
    clear_by_relations(matrix, columns);
    if (!absorb_in_private_generators(matrix, columns)) break;
  }

  GradedMatrix<2> sparser{.row_grades = matrix.row_grades};
  for (Index j = 0; j < matrix.column_count(); ++j) sparser.append(matrix.column_grades[j], columns[j]);
  return sparser;
}

}  // namespace tessera
