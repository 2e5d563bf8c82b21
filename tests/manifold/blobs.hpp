// SPDX-License-Identifier: MIT
#pragma once

#include "manifold/embeddings.hpp"

namespace tessera::embeddings {

/// Point i is of blob i % 3: normal about one of three places, 50 deviations apart, in four dimensions.
inline PointCloud three_blobs(Index n) {
  std::mt19937 gen(17);
  std::normal_distribution<double> normal;
  std::vector<double> coordinates;
  for (Index i = 0; i < n; ++i)
    for (Index axis = 0; axis < 4; ++axis) coordinates.push_back((axis == i % 3 ? 50 : 0) + normal(gen));
  return PointCloud(n, 4, std::move(coordinates));
}

/// How many points have a nearest one of the same blob.
inline Index nearest_of_same_blob(const PointCloud& points) {
  Index count = 0;
  for (Index i = 0; i < points.size(); ++i) {
    Index nearest = i == 0 ? 1 : 0;
    for (Index j = 0; j < points.size(); ++j)
      if (j != i && distance(points[i], points[j]) < distance(points[i], points[nearest])) nearest = j;
    count += nearest % 3 == i % 3;
  }
  return count;
}

}  // namespace tessera::embeddings
