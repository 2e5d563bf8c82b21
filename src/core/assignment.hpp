// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <vector>

namespace tessera {

/// For every row of a size x size cost matrix (row-major, infinity: forbidden) the column assigned to it, at least
/// total cost over permutations without forbidden pairs; if there is none, as few forbidden pairs as the costs' scale
/// allows. Cost: O(size^3). Source: Kuhn 1955; the shortest augmenting path form of Jonker and Volgenant 1987.
std::vector<Index> least_cost_assignment(const std::vector<double>& costs, std::size_t size);

}  // namespace tessera
