// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/infinite_bars.hpp"

#include <optional>

namespace tessera {

struct WassersteinDistanceOptions {
  /// Bars of this degree only; absent: of all degrees.
  std::optional<Index> degree;
  InfiniteBars infinite_bars = InfiniteBars::match;
  /// p: distances are raised to this power before they are added. At most 16.
  double order = 1;
  /// q: bars are compared as points of the plane in the l_q norm; infinity: the maximum norm, as the bottleneck
  /// distance does.
  double norm = infinity;
  /// The result is at most (1 + relative_error) times the distance, and never below it; 0: the distance.
  double relative_error = 0;
};

/// The p-Wasserstein distance (sum of |x - y|_q^p over the pairs of a best matching)^(1/p): bars are matched one to one
/// within their degree, or with the nearest point of the diagonal at (death - birth) / 2^(1 - 1/q). The costs of all
/// degrees are added before the root is taken. Infinite bars are matched among themselves, by birth; infinity when
/// their numbers in a degree differ.
///
/// Exact up to the rounding of the sum (relative 1e-12 or so), proved by a dual solution for every call; relative_error
/// > 0 ends the auction sooner, with the proof that the error is what it says. Symmetric to the bit; 0 for equal
/// barcodes. Stability: p = 1, q = infinity: at most the sum over all cells of |f - g|, for f, g on one finite complex
/// (Skraba and Turner).
/// Cost: seconds for 10^4 bars a side, growing somewhat faster than k^1.5; 1 kB a bar. bench/barcode_distances.cpp.
/// Throws D101 for a bar that is none, D106 for an option out of its range, R302 over the memory budget.
/// Source: Cohen-Steiner, Edelsbrunner, Harer and Mileyko 2010, doi:10.1007/s10208-010-9060-6; Kerber, Morozov and
/// Nigmetov 2017, doi:10.1145/3064175 (auction); Skraba and Turner 2020, arXiv:2006.16824 (stability).
double wasserstein_distance(const Barcode& a, const Barcode& b, const WassersteinDistanceOptions& options = {},
                            const Context& context = {});

/// Of all pairs of a collection, in parallel; the same bits for every number of threads.
/// Throws D106 when two samples are infinitely far apart, naming them.
DistanceMatrix wasserstein_distances(const Collection<Barcode>& barcodes, const WassersteinDistanceOptions& options,
                                     const Context& context);

}  // namespace tessera
