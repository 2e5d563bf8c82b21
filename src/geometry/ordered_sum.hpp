// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

namespace tessera {

/// The sum in ascending order, which no numbering changes. Sorts its argument.
inline double ordered_sum(std::vector<double>& terms) {
  std::ranges::sort(terms);
  return std::accumulate(terms.begin(), terms.end(), 0.0);
}

}  // namespace tessera
