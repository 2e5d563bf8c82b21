// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/decomposition.hpp"

namespace tessera {

/// d_I(I, J) by definition, for corners that are whole numbers in [0, extent] (deaths may be infinite): for e = 0, 1/2,
/// 1, ... the components of I and J - e are flood-filled on cells of side 1/2 in the plane, each is tested for being a
/// morphism cell by cell, and e is accepted when both composites are the internal maps. Shares nothing with the
/// line-wise algorithm.
double brute_interleaving_distance(const Interval<2>& first, const Interval<2>& second, int extent);

}  // namespace tessera
