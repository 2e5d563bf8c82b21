// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace tessera {

/// Sorts items stably by rank(item), ranks at most `largest`: one counting pass for every 16 bits or less, the least
/// significant digit first. Several keys are sorted by calling it once a key, the weakest key first.
/// Cost: linear; the passes share `scratch`, of the size of the items.
template <class Item, class Rank>
void radix_pass(std::vector<Item>& items, std::vector<Item>& scratch, Index largest, const Rank& rank) {
  const int bits = std::bit_width(largest), passes = (bits + 15) / 16;
  if (passes == 0) return;
  const int digit_bits = (bits + passes - 1) / passes;
  const Index mask = (Index{1} << digit_bits) - 1;
  scratch.resize(items.size());
  std::vector<Index> next(std::size_t{mask} + 2);
  for (int pass = 0; pass < passes; ++pass) {
    const int shift = pass * digit_bits;
    std::ranges::fill(next, 0);
    for (const Item& item : items) ++next[(rank(item) >> shift & mask) + 1];
    for (std::size_t digit = 1; digit < next.size(); ++digit) next[digit] += next[digit - 1];
    for (const Item& item : items) scratch[next[rank(item) >> shift & mask]++] = item;
    items.swap(scratch);
  }
}

}  // namespace tessera
