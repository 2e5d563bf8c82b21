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
/// Cost: O(supplies demands) a round; a handful of rounds in practice, where a round fills what it reaches by shortest
/// paths; at worst as many as there are supplies and demands. Source: Edmonds and Karp 1972,
/// doi:10.1145/321694.321699 (shortest paths by reduced costs), Dinitz 1970 (flow along them).
double transport_cost(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
                      std::span<const double> cost);

}  // namespace tessera
