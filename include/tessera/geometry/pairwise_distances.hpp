// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <optional>

namespace tessera {

struct PairwiseDistancesOptions {
  Metric metric = Metric::euclidean;
  /// p >= 1 of Minkowski's metric (sum |x_k - y_k|^p)^(1/p), in place of `metric`, which is then left as it is.
  std::optional<double> power;
};

/// All distances of a cloud, each as MetricSpace gives it. Cost O(n^2 d / 2) time, 4 n^2 bytes. Minkowski's are scaled
/// by the largest difference, so that nothing over- or underflows; powers 1, 2 and infinity are manhattan, euclidean
/// and chebyshev.
/// Throws D106 on a power below 1 or beside another metric than euclidean; R302 when the matrix does not fit in the
/// budget, and what MetricSpace throws.
DistanceMatrix pairwise_distances(const PointCloud& points, const PairwiseDistancesOptions& options = {},
                                  const Context& context = {});

/// The largest distance; 0 for fewer than two points. Cost O(n^2 d / 2) time, no matrix.
double diameter(const PointCloud& points, Metric metric = Metric::euclidean, const Context& context = {});
double diameter(const DistanceMatrix& distances);

/// The least radius at which one of the points sees all others: min over x of max over y of d(x, y). From there on the
/// Rips complex is a cone, without homology. 0 for fewer than two points. Cost as the diameter.
double enclosing_radius(const PointCloud& points, Metric metric = Metric::euclidean, const Context& context = {});
double enclosing_radius(const DistanceMatrix& distances);

}  // namespace tessera
