// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct LandmarkDistanceOptions {
  /// How many landmarks are chosen, each farthest from those before; where there are fewer points, all are.
  Index count = 10;
  /// The first one. Absent: the point of farthest_subsample, or, of a matrix, the one of the largest sum of distances.
  std::optional<Index> start;
  /// The landmarks themselves; empty: they are chosen.
  std::vector<Index> landmarks;
  Metric metric = Metric::euclidean;  // of points; a matrix has its own
};

/// The distance from each point to the nearest landmark, 0 at landmarks. 1-Lipschitz where distances obey the triangle
/// inequality. Ties among farthest points go to the lexicographically least coordinates where points choose their
/// start, to the lowest number otherwise. No point has no value.
/// Throws D106 on a count of 0, on a start or landmark that is no point, and on a start beside landmarks; and what
/// MetricSpace throws. Cost O(n count d). Source: Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5; de Silva and
/// Carlsson 2004, Topological estimation using witness complexes, doi:10.2312/SPBG/SPBG04/157-166.
ScalarField landmark_distance(const PointCloud& points, const LandmarkDistanceOptions& options, const Context& context);
ScalarField landmark_distance(const DistanceMatrix& distances, const LandmarkDistanceOptions& options,
                              const Context& context);

}  // namespace tessera
