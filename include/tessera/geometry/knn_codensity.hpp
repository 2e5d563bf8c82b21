// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

namespace tessera {

struct KnnCodensityOptions {
  Index neighbors = 10;
  Metric metric = Metric::euclidean;
};

/// The distance from each point to its k-th nearest other point: small where points are dense. Unit "length" (for the
/// angular metrics "1"). Moves by at most 2 h when every point moves by at most h. Duplicates count:
/// k + 1 equal points have codensity 0. To the last bit indifferent to the numbering of the points.
/// Throws D103 unless there are more than `neighbors` points. Cost: that of nearest_neighbors.
/// Source: Blumberg and Lesnick 2024, Stability of 2-parameter persistent homology, doi:10.1007/s10208-022-09576-6.
ScalarField knn_codensity(const PointCloud& points, const KnnCodensityOptions& options = {},
                          const Context& context = {});

}  // namespace tessera
