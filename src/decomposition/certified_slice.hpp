// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_tree_column.hpp"
#include "decomposition/coupling.hpp"
#include "decomposition/line_box.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <vector>

namespace tessera {

/// The barcode of a module along one line, weighted, and how far from it the barcodes along a whole box of lines are.
///
/// The reduction along one line pairs rows with columns. Along any line of the box, with t the weighted push, every
/// pair (i, j), and (i, none), has a bar of its own whose birth lies in [t(i) - drop(i), t(i) + rise(i)] and whose
/// death lies in [t(j) - drop(j), t(j) + rise(j)]. Rises and drops are 0 for grades that keep their order where the
/// reduction depends on it: pairs of such grades are bars along all lines of the box. The proof stands in the .cpp.
/// Compare the bounds of Kerber and Nigmetov 2020, doi:10.4230/LIPIcs.SoCG.2020.46, by which every grade may move every
/// bar.
class CertifiedSlice {
 public:
  /// A bar by its row and its column; none: it never dies. Both are numbers of grades: rows first, then columns.
  struct FormalBar {
    Index birth, death;
  };

  /// `module` must be minimal, or at least list rows and columns in an order that extends that of their grades. Grades
  /// are divided by `scale` and moved by -`centre` then.
  CertifiedSlice(const Presentation<2>& module, const std::array<double, 2>& scale,
                 const std::array<double, 2>& centre);

  /// Reduces along the line of the box's chart with this slope and offset.
  void reduce(const LineBox& box, double slope, double offset);
  const std::vector<FormalBar>& bars() const noexcept { return bars_; }
  /// The place of the bar born with this row.
  Index place_of_row(Index row) const noexcept { return row_place_[row]; }
  double time(Index grade) const noexcept { return times_[grade]; }
  const PlacedGrade& place(Index grade) const noexcept { return (*placed_)[grade]; }

  /// Rises and drops for all lines of the box, which holds the line of the last `reduce`.
  void bound(const LineBox& box);
  const LineBox& box() const noexcept { return box_; }
  double rise(Index grade) const noexcept { return rise_[grade]; }
  double drop(Index grade) const noexcept { return drop_[grade]; }
  /// On every line of the box t(grade) + rise may be replaced by the largest time of the grade and of those above it,
  const std::vector<Index>& above(Index grade) const noexcept { return above_[grade]; }
  /// and t(grade) - drop, unless this is empty, by the lowest time of the grade and of those below it.
  const std::vector<Index>& below(Index grade) const noexcept { return below_[grade]; }

 private:
  Index reduced_pivot(Index column);
  void bound_rows();
  void bound_columns();
  void raise(Index grade, Index above);
  void lower(Index grade, double drop, const std::vector<Index>& movers);
  bool can_meet(Index p, Index q) const;
  std::vector<std::vector<Index>> groups_of_movers(Index first, Index count) const;
  template <class Visit>
  void bound_drops(Coupling& coupling, Index first, Index count, const Visit& visit);
  double largest_drop(Index grade, const std::vector<Index>& movers) const;

  const Presentation<2>& module_;
  Index rows_;
  std::array<std::vector<PlacedGrade>, 2> charts_;  // flat, steep
  const std::vector<PlacedGrade>* placed_ = nullptr;
  std::vector<double> times_;
  std::vector<Index> row_order_, column_order_, row_place_;
  std::vector<Index> killer_;                        // row -> column, none
  std::vector<std::vector<Index>> reduced_, added_;  // per column: its rows, the pivot first; columns added
  BitTreeColumn working_;
  std::vector<FormalBar> bars_;

  LineBox box_;
  std::vector<double> rise_, drop_;
  std::vector<std::vector<Index>> above_, below_;
  std::vector<bool> has_many_below_;  // too many to be listed
  Coupling coupled_rows_, coupled_columns_;
};

}  // namespace tessera
