// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/index.hpp"

#include <cmath>
#include <string>
#include <utility>

namespace tessera {

/// Pairs of `size` samples.
inline std::size_t pair_count(Index size) noexcept { return size == 0 ? 0 : std::size_t{size} * (size - 1) / 2; }

/// Row and column, row > column, of entry `pair` of a strict lower triangle stored row after row.
inline std::pair<Index, Index> lower_triangle_place(std::size_t pair) {
  auto row = std::size_t((1 + std::sqrt(1 + 8 * double(pair))) / 2);
  while (row * (row - 1) / 2 > pair) --row;
  while (row * (row + 1) / 2 <= pair) ++row;
  return {Index(row), Index(pair - row * (row - 1) / 2)};
}

inline Error infinite_distance(const std::string& one, const std::string& other) {
  return Error(codes::bad_request,
               "needs finite distances for a matrix, got infinity between samples " + one + " and " + other,
               "compare modules that agree at infinity: of full complexes, in degree 0, or without what never dies");
}

}  // namespace tessera
