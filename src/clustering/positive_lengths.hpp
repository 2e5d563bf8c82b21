// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <vector>

namespace tessera {

/// Lengths to divide by: a length of 0 (equal points) counts as half the least positive one; all 0 count as 1.
inline std::vector<double> positive_lengths(std::vector<double> lengths) {
  double least = 0;
  for (const double length : lengths)
    if (length > 0 && (least == 0 || length < least)) least = length;
  const double floor = least > 0 ? std::max(least / 2, 0x1p-1074) : 1;
  for (double& length : lengths) length = std::max(length, floor);
  return lengths;
}

}  // namespace tessera
