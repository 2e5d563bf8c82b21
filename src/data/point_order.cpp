// SPDX-License-Identifier: MIT
#include "tessera/data/point_order.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {

std::vector<Index> lexicographic_order(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(
      order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });
  return order;
}

SortedPoints in_lexicographic_order(const PointCloud& points) {
  auto order = lexicographic_order(points);
  auto sorted = chosen_points(points, order);
  return {std::move(sorted), std::move(order)};
}

PointCloud chosen_points(const PointCloud& points, const std::vector<Index>& chosen) {
  std::vector<double> coordinates;
  coordinates.reserve(chosen.size() * points.dimension());
  for (const Index point : chosen) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(Index(chosen.size()), points.dimension(), std::move(coordinates));
}

std::vector<Index> drawn_numbers(Index size, Index count, RandomStream random) {
  std::vector<Index> all(size);
  std::iota(all.begin(), all.end(), Index{0});
  for (Index k = 0; k < count; ++k) std::swap(all[k], all[k + Index(random.below(size - k))]);
  all.resize(count);
  std::ranges::sort(all);
  return all;
}

}  // namespace tessera
