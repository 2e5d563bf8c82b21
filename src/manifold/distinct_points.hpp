// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_order.hpp"

namespace tessera {

/// A cloud without repetitions, in lexicographic order.
struct DistinctPoints {
  PointCloud points;
  std::vector<Index> place;  // of every original point
};

inline DistinctPoints distinct_points(const PointCloud& points) {
  DistinctPoints distinct;
  distinct.place.resize(points.size());
  std::vector<Index> chosen;
  for (const Index point : lexicographic_order(points)) {
    if (chosen.empty() || !std::ranges::equal(points[point], points[chosen.back()])) chosen.push_back(point);
    distinct.place[point] = Index(chosen.size()) - 1;
  }
  distinct.points = chosen_points(points, chosen);
  return distinct;
}

}  // namespace tessera
