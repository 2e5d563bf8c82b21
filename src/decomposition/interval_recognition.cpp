// SPDX-License-Identifier: MIT
#include "tessera/decomposition/indecomposables.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Rows by x where they are a strict antichain: x grows, y falls.
std::optional<std::vector<Index>> antichain(const std::vector<Grade<2>>& grades) {
  std::vector<Index> order(grades.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, {}, [&](Index i) { return grades[i][0]; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const auto &a = grades[order[i - 1]], &b = grades[order[i]];
    if (a[0] >= b[0] || a[1] <= b[1]) return std::nullopt;
  }
  return order;
}

/// Grades of the relations that end the module; nothing where those that join neighboring generators are not as they
/// must be. A relation at or below the join of two neighbors holds no other generator.
std::optional<std::vector<Grade<2>>> endings(const GradedMatrix<2>& matrix, const std::vector<Index>& rows) {
  const auto grade = [&](std::size_t i) { return matrix.row_grades[rows[i]]; };
  std::vector<char> is_joined(rows.size(), 0);
  std::vector<Grade<2>> ends;
  for (Index j = 0; j < matrix.column_count(); ++j) {
    const auto& z = matrix.column_grades[j];
    // The last generator whose x is at most that of z; z joins it with the one before if it is just their join.
    std::size_t i = std::size_t(
        std::ranges::upper_bound(rows, z[0], {}, [&](Index r) { return matrix.row_grades[r][0]; }) - rows.begin());
    if (i >= 2 && precedes(z, join(grade(i - 2), grade(i - 1)))) {
      if (matrix.column(j).size() != 2 || is_joined[i - 1]) return std::nullopt;
      is_joined[i - 1] = 1;
    } else if (i < rows.size() && precedes(z, join(grade(i - 1), grade(i)))) {
      return std::nullopt;  // a generator ends before it meets its neighbor
    } else {
      ends.push_back(z);
    }
  }
  if (std::count(is_joined.begin(), is_joined.end(), 1) + 1 != std::ptrdiff_t(rows.size())) return std::nullopt;
  return ends;
}

}  // namespace

std::optional<Interval<2>> as_interval(const Grid<2>& grid, const GradedMatrix<2>& minimal) {
  if (minimal.row_count() == 0) return std::nullopt;
  const auto rows = antichain(minimal.row_grades);
  if (!rows) return std::nullopt;
  auto ends = endings(minimal, *rows);
  if (!ends) return std::nullopt;
  std::ranges::sort(*ends, {}, [](const Grade<2>& z) { return z[0]; });

  Interval<2> interval;
  for (const Index row : *rows) interval.births.push_back(grid(minimal.row_grades[row]));
  std::vector<Point<2>> corners;
  for (std::size_t j = 0; j <= ends->size(); ++j)
    corners.push_back({j < ends->size() ? grid((*ends)[j])[0] : infinity, j > 0 ? grid((*ends)[j - 1])[1] : infinity});
  for (const auto& corner : corners)
    if (std::ranges::any_of(interval.births, [&](const Point<2>& b) { return b[0] < corner[0] && b[1] < corner[1]; }))
      interval.deaths.push_back(corner);
  return interval;
}

}  // namespace tessera
