// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"

namespace tessera {

/// The bottleneck distance of two decompositions into interval modules: the least e for which some summands can be
/// matched one to one at interleaving distance at most e while all others are at distance at most e from zero
/// (interval_weight). In scaled units: both must be divided by one axis_scale. Infinity when no e will do. Exact as
/// interleaving_distance is: the result is one of the pairwise distances or weights, or 0.
///
/// What it says of the modules M and N. If all summands of both are exact, they are the modules, and
/// d_match(M, N) <= d_I(M, N) <= the result (d_I may be smaller: the converse fails in two parameters). If some are
/// approximate the result is the distance of the candidates, and what remains is that for every diagonal line L, in
/// scaled units, d_B(M|L, N|L) <= result + certificate.bound() of either decomposition.
/// Cost: bounds from two diagonal lines for the pairs n m, the interleaving distance of those that the bounds leave in
/// doubt (a few percent of unlike modules), O(log(n + m)) matchings; 8 n m bytes.
/// Throws D106 for different degrees, scales or directions of the axes; R302 over the memory budget.
/// Source: Botnan and Lesnick 2018, Algebraic stability of zigzag persistence modules, doi:10.2140/agt.2018.18.3133;
/// Dey and Xin 2018, doi:10.4230/LIPIcs.SoCG.2018.32.
double bottleneck_distance(const Decomposition<2>& first, const Decomposition<2>& second, const Context& context = {});

/// Nothing to choose.
struct BottleneckDistancesOptions {};

/// The distances of all pairs, the same bits for every number of threads. Throws as above, and D106 naming the samples
/// when a distance is infinite.
DistanceMatrix bottleneck_distances(const Collection<Decomposition<2>>& decompositions,
                                    const BottleneckDistancesOptions& options, const Context& context);

}  // namespace tessera
