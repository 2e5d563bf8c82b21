// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// as_is: the points as they are. l2: each point divided by its Euclidean norm. layernorm: each point less the mean of
/// its coordinates, divided by their standard deviation (of the population).
enum class RowNormalization { as_is, l2, layernorm };

struct NormalizedRows {
  PointCloud points;
  std::vector<Index> without_direction;  // zero points (l2), constant points (layernorm): these became the origin
};

/// Each point normalised by itself, without overflow: a power of two is taken out first, so that multiplying a point
/// by one changes no bit of the result. Cost O(n d).
NormalizedRows normalized_rows(const PointCloud& points, RowNormalization normalization);

}  // namespace tessera
