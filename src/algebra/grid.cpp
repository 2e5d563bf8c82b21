// SPDX-License-Identifier: MIT
#include "tessera/algebra/grid.hpp"

#include "tessera/core/error.hpp"

namespace tessera {

std::vector<double> distinct_sorted(std::vector<double> values) {
  for (double& value : values) value += 0.0;  // -0 becomes 0
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

Index rank_of(const std::vector<double>& sorted, double value) {
  const auto place = std::ranges::lower_bound(sorted, value);
  TESSERA_ASSERT(place != sorted.end() && *place == value);
  return Index(place - sorted.begin());
}

}  // namespace tessera
