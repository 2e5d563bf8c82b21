// SPDX-License-Identifier: MIT
#include "vectorization/staircase.hpp"

#include <algorithm>

namespace tessera {
namespace {

double area_between(const Point<2>& b, const Point<2>& d) {
  return std::max(d[0] - b[0], 0.0) * std::max(d[1] - b[1], 0.0);
}

/// The best death of the middle birth bounds those of the births on either side.
double best_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths) {
  if (births.empty()) return 0;
  const std::size_t middle = births.size() / 2;
  const auto signed_area = [&](const Point<2>& d) { return (d[0] - births[middle][0]) * (d[1] - births[middle][1]); };
  std::size_t best = 0;
  for (std::size_t k = 1; k < deaths.size(); ++k)
    if (signed_area(deaths[k]) > signed_area(deaths[best])) best = k;

  double largest = area_between(births[middle], deaths[best]);
  largest = std::max(largest, best_rectangle(births.first(middle), deaths.first(best + 1)));
  return std::max(largest, best_rectangle(births.subspan(middle + 1), deaths.subspan(best)));
}

}  // namespace

void clip(const Interval<2>& interval, const Point<2>& low, const Point<2>& high, Interval<2>& part) {
  part.births.clear();
  part.deaths.clear();
  for (const auto& b : interval.births) {
    if (b[0] >= high[0] || b[1] >= high[1]) continue;
    if (b[0] <= low[0]) part.births.clear();  // the later one reaches lower along axis 1
    part.births.push_back({std::max(b[0], low[0]), std::max(b[1], low[1])});
    if (b[1] <= low[1]) break;
  }
  for (const auto& d : interval.deaths) {
    if (d[0] <= low[0] || d[1] <= low[1]) continue;
    if (d[1] >= high[1]) part.deaths.clear();  // the later one reaches farther along axis 0
    part.deaths.push_back({std::min(d[0], high[0]), std::min(d[1], high[1])});
    if (d[0] >= high[0]) break;
  }
  if (part.births.empty() || part.deaths.empty()) {
    part.births.clear();
    part.deaths.clear();
  }
}

Interval<2> clipped(const Interval<2>& interval, const Point<2>& low, const Point<2>& high) {
  Interval<2> part;
  clip(interval, low, high, part);
  return part;
}

double largest_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths) {
  return deaths.empty() ? 0 : best_rectangle(births, deaths);
}

void cut_into_pieces(const Interval<2>& support, std::vector<Piece>& pieces) {
  pieces.clear();
  std::size_t birth = 0, death = 0;
  double from = support.births.front()[0];
  while (death < support.deaths.size()) {
    const double next_birth = birth + 1 < support.births.size() ? support.births[birth + 1][0] : infinity;
    const double to = std::min(next_birth, support.deaths[death][0]);
    const double lower = support.births[birth][1], upper = support.deaths[death][1];
    if (from < to && lower < upper) pieces.push_back({from, to, lower, upper});
    if (next_birth <= to) ++birth;
    if (support.deaths[death][0] <= to) ++death;
    from = std::max(from, to);
  }
}

double area(const Interval<2>& interval) {
  if (interval.births.empty()) return 0;
  std::vector<Piece> pieces;
  cut_into_pieces(interval, pieces);
  double sum = 0;
  for (const auto& piece : pieces) sum += (piece.to - piece.from) * (piece.upper - piece.lower);
  return sum;
}

}  // namespace tessera
