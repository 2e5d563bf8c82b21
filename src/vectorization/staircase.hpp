// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/decomposition.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The part of an interval in the closed box [low, high]; corners that hold nothing of it are left out. Its births and
/// deaths stay strict staircases. No births: nothing is left.
Interval<2> clipped(const Interval<2>& interval, const Point<2>& low, const Point<2>& high);
/// The same into memory that is there already.
void clip(const Interval<2>& interval, const Point<2>& low, const Point<2>& high, Interval<2>& part);

/// Area of the largest axis-parallel rectangle between a birth and a death of two staircases of one interval. The
/// matrix (d_0 - b_0)(d_1 - b_1) is inverse Monge, so the best death moves forward from birth to birth: O(n log n).
double largest_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths);

/// A part of an interval over [from, to) of axis 0: lower <= y < upper.
struct Piece {
  double from, to, lower, upper;
};

/// Cuts the support along axis 0 wherever its lower or upper end changes; levels do not increase from piece to piece.
void cut_into_pieces(const Interval<2>& support, std::vector<Piece>& pieces);

/// Area of a finite interval; 0 without births.
double area(const Interval<2>& interval);

}  // namespace tessera
