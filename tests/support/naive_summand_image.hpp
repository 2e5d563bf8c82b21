// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_image.hpp"

namespace tessera {

/// phi(x) of one interval by its definition: every pair of corners for `interleaving` and `rectangle`, a count of the
/// cells between all corner coordinates for `volume`. Coordinates are taken as they are (scale 1).
double naive_kernel(const Interval<2>& interval, SummandKernel kernel, const Point<2>& x, double delta);

/// w of the interval within the box, over every pair of corners.
double naive_weight(const Interval<2>& interval, const GridBox<2>& box);

/// V_p(x), term by term.
double naive_value(const Decomposition<2>& decomposition, SummandKernel kernel, double p, const GridBox<2>& box,
                   const Point<2>& x, double delta);

}  // namespace tessera
