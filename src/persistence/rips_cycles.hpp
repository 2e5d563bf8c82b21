// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/rips_cohomology.hpp"
#include "persistence/rips_sweep.hpp"
#include "tessera/persistence/barcode.hpp"

namespace tessera {

/// Cycles of the pairs of one degree, in their order; those of finite pairs of length zero are empty.
struct RipsCycles {
  std::vector<Cycle> finite, essential;
};

/// Degree 0, where the pairs are the merges and components of the forest, and every degree of `pairs`. The graph has
/// its apexes. Independent of the number of threads.
std::vector<RipsCycles> rips_cycles(const RipsGraph& graph, const SpanningForest& forest,
                                    const std::vector<RipsPairs>& pairs, const PrimeField& field,
                                    const Context& context);

}  // namespace tessera
