// SPDX-License-Identifier: MIT
#include "tessera/algebra/grid.hpp"

#include "tessera/core/error.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

void check(const Axis& axis, int number) {
  for (std::size_t i = 0; i < axis.values.size(); ++i)
    if (!std::isfinite(axis.values[i]) || (i > 0 && !(axis.values[i - 1] < axis.values[i])))
      throw Error(codes::bad_value, fmt::format("axis {} must hold finite, strictly increasing values: entry {} is {}",
                                                number, i, axis.values[i]));
}

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
