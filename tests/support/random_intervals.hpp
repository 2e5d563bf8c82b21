// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/decomposition/decomposition.hpp"

namespace tessera {

/// A connected staircase interval with `corners` births at most and whole coordinates in [0, extent]; each death is
/// infinite on an axis with probability `unbounded`. Every birth lies strictly below some death and neighbours overlap.
Interval<2> random_staircase(RandomStream& random, int extent, int corners, double unbounded = 0);

/// Summands from random_staircase in canonical order, on axes "scale" and "value" with the given scale.
Decomposition<2> random_decomposition(RandomStream& random, int summands, int extent, int corners,
                                      double unbounded = 0);

/// The decomposition with the given supports, in canonical order, on axes "scale" and "value", scale 1.
Decomposition<2> decomposition_of(std::vector<Interval<2>> supports);

/// A corner moves by at most e on each axis, in such a way that the interval stays one: coordinates are moved by a
/// random non-decreasing function t -> t + e r(t), |r| <= 1, per axis. So d_I(result, interval) <= e.
Interval<2> jittered(const Interval<2>& interval, double e, RandomStream& random);

}  // namespace tessera
