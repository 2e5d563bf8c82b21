// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/slice_reduction.hpp"
#include "tessera/core/context.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tessera {

/// The lines t -> (t, t + c_1, ..., t + c_(N-1)) with c_k = first_k + spacing i_k, numbered in lexicographic order of
/// i: as many as it takes that every diagonal line, moved by less than the spacing, is one of them, as far as a module
/// with grades between `low` and `high` can tell. Such a module cannot tell lines apart that meet the quadrant above
/// `low` at points with equal min(point, high).
template <int N>
class LineLattice {
 public:
  /// `spacing` > 0; widened so that at most `line_limit` lines are drawn.
  LineLattice(const Point<N>& low, const Point<N>& high, double spacing, std::uint64_t line_limit);

  Index size() const noexcept { return Index(places_.size()); }
  double spacing() const noexcept { return spacing_; }
  const Point<N>& low() const noexcept { return low_; }
  const Point<N>& high() const noexcept { return high_; }
  /// c of a line; c_0 = 0.
  const Point<N>& offset(Index line) const noexcept { return offsets_[line]; }
  /// The next line along an axis 1 .. N - 1, `none` if there is none.
  Index next(Index line, int axis) const noexcept { return next_[line][axis]; }
  /// First lines of the rows: stretches of consecutive lines that differ along the last axis only; then size().
  std::vector<Index> rows() const;

  /// The parameter at which a grade begins to precede the points of a line.
  double push(Index line, const Point<N>& grade) const noexcept { return pushed(grade, offsets_[line]); }
  static double pushed(const Point<N>& grade, const Point<N>& offset) noexcept {
    double t = -infinity;
    for (int axis = 0; axis < N; ++axis) t = std::max(t, grade[axis] - offset[axis]);
    return t;
  }
  /// The parameter at which the points of a line cease to be strictly below a corner, in every axis.
  double pull(Index line, const Point<N>& corner) const noexcept {
    double t = infinity;
    for (int axis = 0; axis < N; ++axis) t = std::min(t, corner[axis] - offsets_[line][axis]);
    return t;
  }

 private:
  using Place = std::array<Index, N>;
  void choose_lines();

  Point<N> low_, high_;
  double spacing_;
  std::vector<Place> places_;
  std::vector<Point<N>> offsets_;
  std::vector<std::array<Index, N>> next_;
};

/// The bars of positive length of a line, by birth, death, label.
struct LineBars {
  /// Numbers of the grades of a generator and of the relation that ends it, `none` for an infinite bar.
  struct Label {
    Index generator, relation;
    friend auto operator<=>(const Label&, const Label&) = default;
  };
  std::vector<Bar> bars;
  std::vector<Label> labels;
};

/// Reduces a module on one diagonal line after another, neighbors preferably in a row. Bars and labels are invariants
/// of the module.
template <int N>
class DiagonalSlicer {
 public:
  /// `scaled` are the values of the axes by rank.
  DiagonalSlicer(const GradedMatrix<N>& matrix, const std::array<std::vector<double>, N>& scaled);
  LineBars bars(const Point<N>& offset);

 private:
  std::vector<Point<N>> grades_;  // distinct; numbers in an order that extends that of grades
  std::vector<Index> row_numbers_, column_numbers_;
  std::vector<Index> rows_, columns_;  // in order along the last line
  std::vector<double> times_;
  SliceReduction reduction_;
};

template <int N>
std::vector<LineBars> bars_on_lattice(const DiagonalSlicer<N>& slicer, const LineLattice<N>& lattice,
                                      const Context& context);

#define TESSERA_LINE_LATTICE(N)                                                                          \
  extern template class LineLattice<N>;                                                                  \
  extern template class DiagonalSlicer<N>;                                                               \
  extern template std::vector<LineBars> bars_on_lattice(const DiagonalSlicer<N>&, const LineLattice<N>&, \
                                                        const Context&);
TESSERA_LINE_LATTICE(3)
TESSERA_LINE_LATTICE(4)
#undef TESSERA_LINE_LATTICE

}  // namespace tessera
