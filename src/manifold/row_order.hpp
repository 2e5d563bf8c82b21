// SPDX-License-Identifier: MIT
// Choosing rows of a cloud so that the numbering of the points does not matter.
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/point_cloud.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tessera {

/// The points in the lexicographic order of their coordinates, equal ones by index.
inline std::vector<Index> lexicographic_order(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(
      order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });
  return order;
}

/// `count` of the numbers 0 .. size - 1, ascending: the first draws of a Fisher-Yates shuffle.
inline std::vector<Index> drawn_numbers(Index size, Index count, RandomStream random) {
  std::vector<Index> all(size);
  std::iota(all.begin(), all.end(), Index{0});
  for (Index k = 0; k < count; ++k) std::swap(all[k], all[k + Index(random.below(size - k))]);
  all.resize(count);
  std::ranges::sort(all);
  return all;
}

inline PointCloud chosen_points(const PointCloud& points, const std::vector<Index>& chosen) {
  std::vector<double> coordinates;
  coordinates.reserve(chosen.size() * points.dimension());
  for (const Index point : chosen) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(Index(chosen.size()), points.dimension(), std::move(coordinates));
}

}  // namespace tessera
