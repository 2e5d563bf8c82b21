// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/decomposition.hpp"

#include <span>

namespace tessera {

/// The interval with axis k divided by scale[k] > 0: lengths on different axes may be compared from then on.
Interval<2> scaled(const Interval<2>& interval, const std::array<double, 2>& scale);

/// Side of the largest axis-parallel square with its lower corner above one of `births` and its upper corner below one
/// of `deaths`: max over pairs of min_k (d_k - b_k), at least 0. Both lists are staircases: their first coordinate does
/// not decrease, their second does not increase. O(births + deaths).
double largest_square(std::span<const Point<2>> births, std::span<const Point<2>> deaths) noexcept;

/// w(I) = d_I(I, 0), the interleaving distance to the zero module: half the largest square inside I, in the unit of the
/// coordinates; infinity when I holds arbitrarily large squares.
double interval_weight(const Interval<2>& interval) noexcept;

/// d_I(I, J) of two interval modules in two parameters, exactly; infinity when no e interleaves them.
///
/// Coordinates are rounded to a lattice of 2^-50 of their spread, and everything after that is integer arithmetic: for
/// coordinates that are multiples of one number (grid ranks, decimals of equal exponent) the distance is exact, and
/// else it is off by at most 2^-49 of the spread, because moving corners by at most h moves d_I by at most h. The empty
/// interval is the zero module. O(n^3 log n) for n corners. Divide by the axis scale first (`scaled`). Source: the
/// components of I and J(e) on diagonal lines; the line-wise bottleneck distance is only a lower bound. Compare Dey and
/// Xin 2018, Computing bottleneck distance for 2-D interval decomposable modules, doi:10.4230/LIPIcs.SoCG.2018.32.
double interleaving_distance(const Interval<2>& first, const Interval<2>& second);

}  // namespace tessera
