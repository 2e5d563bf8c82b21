// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"
#include "vectorization/pixel_grid.hpp"
#include "vectorization/staircase.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tessera {

/// Takes a row of values of a map: at the pixels (i, first), (i, first + 1), ...; at all others of that row the map is
/// zero.
using VisitRow = std::function<void(Index i, Index first, std::span<const double> values)>;

/// Does the map look at the square around a place only?
bool is_windowed(SummandMap map) noexcept;

/// How far from an interval a place may lie, along each axis, and still see it: farther away the map is zero, or below
/// 1e-17.
double reach_of(SummandMap map, double bandwidth) noexcept;

/// Share of the mass of a centred density of the line that lies below t: the smoothing along one axis of `gaussian` and
/// `exponential`.
double mass_below(SummandMap map, double t) noexcept;

/// The maps of one thread: interval after interval through the same scratch. All lengths in scaled units.
class SummandMaps {
 public:
  SummandMaps(SummandMap map, double bandwidth, const PixelGrid& grid);

  /// The map of one interval with births, clipped to the box inflated by the reach, at every pixel where it may differ
  /// from zero.
  void operator()(const Interval<2>& support, const VisitRow& visit);

 private:
  struct Range {
    Index begin, end;
  };
  struct Rectangle {
    Point<2> birth, death;
  };
  struct Step {  // a piece seen through a window: its length along axis 0, and a level
    double length, level;
  };

  void pairs_of_corners(const Interval<2>& support, const VisitRow& visit);
  void prepare(const Interval<2>& support, Index first, Index last);
  void mark_columns(const Interval<2>& support, Index first, Index last);
  void row(const Interval<2>& support, Index i, Index first);
  void corners_row(const Interval<2>& support, Index i, Index first);
  double largest_in_window(const Interval<2>& support, Index i, Index j, Range births, Range deaths);
  void volume_row(Index i, Index first);
  void smoothed_row(Index i, Index first);
  void landscape_row(const Interval<2>& support, Index i, Index first);
  void distance_row(Index i, Index first);

  SummandMap map_;
  double bandwidth_;
  const PixelGrid& grid_;
  std::vector<double> values_;  // of the row

  std::vector<Range> births_by_column_, deaths_by_column_;
  std::vector<Point<2>> births_, deaths_;
  std::vector<Piece> pieces_;
  std::vector<Step> lower_, upper_;
  std::vector<Rectangle> rectangles_;   // between a birth and a death
  std::vector<double> column_sides_;    // of each rectangle: its side in the window of each column
  std::vector<double> smoothed_sides_;  // of each piece, at each column: the mass between its levels
  Index first_column_ = 0, columns_ = 0;
};

}  // namespace tessera
