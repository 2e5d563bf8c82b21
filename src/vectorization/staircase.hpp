// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_image.hpp"

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// Along one axis, the windows [low, high] of side 2 delta around the pixel centres; both lists increase.
struct PixelAxis {
  std::vector<double> low, high;

  PixelAxis(double box_low, double box_high, Index pixels, double delta);
  Index size() const noexcept { return Index(low.size()); }
  /// Pixels whose open window meets (from, to).
  std::pair<Index, Index> touching(double from, double to) const noexcept;
};

/// The pixels of an image in scaled units, and the square around each.
struct PixelGrid {
  std::array<PixelAxis, 2> axes;
  double delta;
};

/// The part of an interval in the closed box [low, high]; corners that hold nothing of it are left out. Its births and
/// deaths stay strict staircases. No births: nothing is left.
Interval<2> clipped(const Interval<2>& interval, const Point<2>& low, const Point<2>& high);

/// Area of the largest axis-parallel rectangle between a birth and a death of two staircases of one interval. The
/// matrix (d_0 - b_0)(d_1 - b_1) is inverse Monge, so the best death moves forward from birth to birth: O(n log n).
double largest_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths);

/// Scratch of one thread, reused from summand to summand.
struct StaircaseWorkspace {
  struct Range {
    Index begin, end;
  };
  struct Piece {  // of the support, over [from, to): lower <= y < upper
    double from, to, lower, upper;
  };
  struct Step {  // a piece seen through a window: its length along axis 0, and a level
    double length, level;
  };

  std::vector<Range> births_by_column, deaths_by_column;
  std::vector<Point<2>> births, deaths;
  std::vector<Piece> pieces;
  std::vector<Step> lower, upper;
  std::vector<double> row;
};

/// Takes a row of kernel values: phi at the pixels (i, first), (i, first + 1), ...; it is zero at all others of that
/// row.
using VisitRow = std::function<void(Index i, Index first, std::span<const double> values)>;

/// The kernel of one finite interval, in scaled units and clipped, at every pixel where it may differ from zero.
void visit_rows(const Interval<2>& support, SummandKernel kernel, const PixelGrid& grid, StaircaseWorkspace& workspace,
                const VisitRow& visit);

}  // namespace tessera
