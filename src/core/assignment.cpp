// SPDX-License-Identifier: MIT
#include "core/assignment.hpp"

#include <algorithm>

namespace tessera {

std::vector<Index> least_cost_assignment(const std::vector<double>& costs, std::size_t size) {
  // Forbidden pairs cost more than all allowed ones together.
  double forbidden = 1;
  for (const double c : costs)
    if (c != infinity) forbidden += c;
  const auto cost = [&](std::size_t row, std::size_t column) {
    const double c = costs[row * size + column];
    return c == infinity ? forbidden : c;
  };

  // Potentials keep every reduced cost >= 0; one shortest augmenting path a row. Column `size` is where a path starts.
  std::vector<double> row_potential(size, 0), column_potential(size + 1, 0);
  std::vector<Index> row_of(size + 1, none);
  for (std::size_t row = 0; row < size; ++row) {
    std::vector<double> distance(size, infinity);
    std::vector<std::size_t> previous(size, size);
    std::vector<bool> is_done(size + 1, false);
    row_of[size] = Index(row);
    std::size_t column = size;
    do {
      is_done[column] = true;
      const std::size_t at = row_of[column];
      double step = infinity;
      std::size_t next = size;
      for (std::size_t j = 0; j < size; ++j) {
        if (is_done[j]) continue;
        const double reduced = cost(at, j) - row_potential[at] - column_potential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          previous[j] = column;
        }
        if (distance[j] < step) {
          step = distance[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= size; ++j) {
        if (is_done[j]) {
          row_potential[row_of[j]] += step;
          column_potential[j] -= step;
        } else if (j < size) {
          distance[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != none);
    while (column != size) {
      row_of[column] = row_of[previous[column]];
      column = previous[column];
    }
  }

  std::vector<Index> assigned(size, none);
  for (std::size_t column = 0; column < size; ++column) assigned[row_of[column]] = Index(column);
  return assigned;
}

}  // namespace tessera
