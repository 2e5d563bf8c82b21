// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/rank_module.hpp"
#include "tessera/core/context.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// Transpositions an event sweep makes: pairs of rows, and pairs of columns, that are incomparable in both strict
/// senses. Depends on the grades only.
double forecast_transpositions(const GradedMatrix<2>& matrix);

struct EventSweep {
  std::vector<RankInterval> tracks;  // a multiset, in no particular order; supports of the candidate summands
  std::uint64_t strips = 0;          // strips between events that were visited
};

/// Tracks of the bars of a module along all its diagonal lines y = x + c (scaled), c from -infinity to infinity.
/// The barcode of the tracks agrees with that of the module on every diagonal line.
EventSweep event_sweep(const RankModule& module, const Context& context);

}  // namespace tessera
