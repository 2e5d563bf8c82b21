// SPDX-License-Identifier: MIT
// What both forms of a decomposition in a file must satisfy.
#pragma once

#include "tessera/decomposition/decomposition.hpp"
#include "tessera/exchange/file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

namespace tessera::exchange {

/// Numbers that name a cell, at most: a simplex of the largest degree there is.
constexpr std::size_t largest_cell = 17;

struct CornerFault {
  std::size_t place;   // of the corner
  const char* needed;  // "needs ..."
};

/// The first corner that is not as Interval wants it, if there is one. Linear for two axes, where a list in the order
/// of its first coordinate is an antichain when the second falls.
template <int N>
std::optional<CornerFault> fault_of_corners(const std::vector<Point<N>>& corners, bool are_deaths) {
  for (std::size_t i = 0; i < corners.size(); ++i) {
    for (const double value : corners[i]) {
      if (are_deaths && !(value > -infinity)) return CornerFault{i, "numbers above -inf"};
      if (!are_deaths && !std::isfinite(value)) return CornerFault{i, "finite numbers"};
    }
    if (i > 0 && !(corners[i - 1][0] <= corners[i][0]))
      return CornerFault{i, "corners in the order of their first coordinate"};
    for (std::size_t j = N == 2 && i > 0 ? i - 1 : 0; j < i; ++j)
      if (std::ranges::equal(corners[j], corners[i], std::less_equal<>{}) ||
          std::ranges::equal(corners[i], corners[j], std::less_equal<>{}))
        return CornerFault{i, "corners of which none precedes another"};
  }
  return std::nullopt;
}

/// The number of axes of decompositions in an .npz.
int decomposition_array_parameters(Source source);

}  // namespace tessera::exchange
