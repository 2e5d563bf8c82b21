// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_tree_column.hpp"
#include "decomposition/line_box.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <vector>

namespace tessera {

/// The barcode of a module along one line, weighted, and how far from it the barcodes along a whole box of lines are.
///
/// Theorem. Let D be a presentation, R = D V its reduction along a line, with the order of times there. Times t of rows
/// and columns (a grading of D) are called good when
///   (a) t(k) <= t(j) for every column k that V adds to column j,
///   (b) t(i) <= t(pivot of j) for every row i of the reduced column j, and (c) t(pivot of j) <= t(j).
/// Under good times V and the columns of R are graded changes of basis, so the bars are still [t(pivot of j), t(j)) and
/// [t(i), infinity) for rows without a column: the *formal* bars. For any times t let t' >= t be the least good times,
/// found by following (a)-(c) along the order, and e >= t' - t. Move t' down to t linearly. Bars vary continuously, an
/// end of a bar is always at the time of a row (a column), so it moves only while at that of one that moves, only down
/// and at most by the largest e of rows (of columns). Hence every formal bar [t'(i), t'(j)) has a bar of its own along
/// the line at t, with ends in
///   [t - drop, t + rise], rise = e, drop = 0 if no row (column) with e > 0 can be within reach of the end, else max e.
/// Here t is the weighted push along the lines of a box, and rise and drop hold for all of them at once. Compare the
/// bounds of Kerber and Nigmetov 2020, doi:10.4230/LIPIcs.SoCG.2020.46, by which every grade may move every bar.
class CertifiedSlice {
 public:
  /// A bar by its row and its column, none: never dies. Both are numbers of grades: rows first, then columns.
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
  double time(Index grade) const noexcept { return times_[grade]; }
  const PlacedGrade& place(Index grade) const noexcept { return (*placed_)[grade]; }

  /// Bounds for all lines of the box, which holds the line of the last `reduce`.
  void bound(const LineBox& box);
  const LineBox& box() const noexcept { return box_; }
  double rise(Index grade) const noexcept { return rise_[grade]; }
  double drop(Index grade);

 private:
  Index reduced_pivot(Index column);
  void bound_rows();
  void bound_columns();
  void raise(Index grade, Index above);
  bool is_within_reach(Index grade, const std::vector<Index>& moving) const;

  const Presentation<2>& module_;
  Index rows_;
  std::array<std::vector<PlacedGrade>, 2> charts_;  // flat, steep
  const std::vector<PlacedGrade>* placed_ = nullptr;
  std::vector<double> times_;
  std::vector<Index> row_order_, column_order_, row_place_;
  std::vector<Index> killer_;                        // row -> column, none
  std::vector<std::vector<Index>> reduced_, added_;  // per column: its rows, the pivot first; columns of V
  BitTreeColumn working_, summands_;
  std::vector<FormalBar> bars_;

  LineBox box_;
  std::vector<double> rise_, drop_;  // drop < 0: not known yet
  std::array<std::vector<Index>, 2> moving_;
  std::array<double, 2> largest_rise_{};
};

}  // namespace tessera
