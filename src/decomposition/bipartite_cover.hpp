// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <span>
#include <vector>

namespace tessera {

/// Can every left vertex be matched to a right vertex of its own? `neighbors[left]` lists right vertices below
/// `right_count`. Hopcroft and Karp 1973, doi:10.1137/0202019: O(edges * sqrt(vertices)).
///
/// For a bottleneck distance with vertices that may stay alone it is enough to cover the long ones of each side, one
/// side after the other: two such matchings combine to one of both (Mendelsohn and Dulmage 1958,
/// doi:10.4153/CJM-1958-027-8).
bool is_coverable(std::span<const std::vector<Index>> neighbors, Index right_count);

}  // namespace tessera
