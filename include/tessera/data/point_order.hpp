// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

// What draws or picks points does so in an order that does not depend on how they are numbered.

/// The points sorted by their coordinates, equal ones by their numbers.
std::vector<Index> lexicographic_order(const PointCloud& points);

/// points[k] is point order[k] of the cloud they come from.
struct SortedPoints {
  PointCloud points;
  std::vector<Index> order;
};
SortedPoints in_lexicographic_order(const PointCloud& points);

/// Points by their numbers, in the order given; a number may come twice.
PointCloud chosen_points(const PointCloud& points, const std::vector<Index>& chosen);

/// `count` of the numbers 0 .. size - 1, ascending: the first draws of a Fisher-Yates shuffle. count <= size.
std::vector<Index> drawn_numbers(Index size, Index count, RandomStream random);

}  // namespace tessera
