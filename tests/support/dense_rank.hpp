// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace tessera {

/// Rank over Z/2 by schoolbook elimination on rows of booleans.
inline std::size_t dense_rank(std::vector<std::vector<bool>> rows) {
  std::size_t rank = 0;
  const std::size_t width = rows.empty() ? 0 : rows[0].size();
  for (std::size_t column = 0; column < width && rank < rows.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && !rows[pivot][column]) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[rank], rows[pivot]);
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (row != rank && rows[row][column])
        for (std::size_t c = 0; c < width; ++c) rows[row][c] = rows[row][c] != rows[rank][c];
    ++rank;
  }
  return rank;
}

}  // namespace tessera
