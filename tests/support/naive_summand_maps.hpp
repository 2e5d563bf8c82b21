// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

namespace tessera {

/// phi(x) of one interval by its definition, without a sweep: over every pair of corners, or over the cells between all
/// corner coordinates. Coordinates are taken as they are (scale 1).
double naive_map(const Interval<2>& interval, SummandMap map, const Point<2>& x, double bandwidth);

/// w of the interval within the box, by the same means.
double naive_weight(const Interval<2>& interval, SummandWeight weight, const GridBox<2>& box);

/// V(x) for the k-th of `count` images, term by term.
double naive_value(const Decomposition<2>& decomposition, const SummandRepresentationOptions& options, double bandwidth,
                   const GridBox<2>& box, const Point<2>& x, Index k = 1);

}  // namespace tessera
