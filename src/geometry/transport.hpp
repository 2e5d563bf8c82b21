// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// The least cost at which supplies are moved onto demands of the same sum, at cost[i * demands + j] a unit from i to
/// j; integers are moved. Costs are finite and at least 0. Exact where costs are integers; else a cost counts as least
/// when it is so to 2^-40 of the largest.
/// Cost: a few passes over all pairs for every distinct distance at which demands that are left are reached: a handful
/// where costs are small integers, at worst as many as there are supplies and demands. Source: Ford and Fulkerson 1957,
/// doi:10.4153/CJM-1957-024-0 (the primal-dual method); shortest paths by reduced costs: Edmonds and Karp 1972,
/// doi:10.1145/321694.321699.
double transport_cost(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
                      std::span<const double> cost);

}  // namespace tessera
