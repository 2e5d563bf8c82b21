// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/persistence/barcode.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace tessera {

/// For every bar [b, d) of a diagonal line the bar [b', d') of the line at distance h that it goes on as, `none` if it
/// ends. Allowed pairs have b - h <= b' <= b and d - h <= d' <= d (infinite with infinite); on either side only bars no
/// longer than h may stay unmatched. Whenever some matching obeys this rule, so does the result.
/// Both come sorted by birth. Ties fall by the order of the bars, so bars in an invariant order have invariant
/// partners.
///
/// Components of the pairs that are allowed, of at most `least_cost_size` bars: least sum of
/// (b - b' - h/2)^2 + (d - d' - h/2)^2 and length^2 / 2 for the unmatched, in O(size^3). Larger ones: cheap pairs
/// first. `penalty`, if given, is added to the cost of a pair.
using PairPenalty = std::function<double(Index left, Index right)>;
std::vector<Index> matched_bars(const std::vector<Bar>& left, const std::vector<Bar>& right, double h,
                                std::size_t least_cost_size = 300, const PairPenalty& penalty = {});

/// For every left bar the right bars it may be matched with, in increasing order.
std::vector<std::vector<Index>> possible_partners(const std::vector<Bar>& left, const std::vector<Bar>& right,
                                                  double h);

/// Such a pair is allowed; such a bar may stay unmatched.
bool may_match(const Bar& left, const Bar& right, double h);
bool may_stay_alone(const Bar& bar, double h);

}  // namespace tessera
