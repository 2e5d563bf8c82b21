// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

#include <vector>

namespace tessera {

struct FarthestSubsampleOptions {
  Index count = 100;
  Metric metric = Metric::euclidean;
};

struct FarthestSubsample {
  PointCloud points;         // in the order in which they were chosen
  std::vector<Index> index;  // of each chosen point in the cloud it came from
  ScalarField radii;         // of each chosen point, its distance to those chosen before; unit as the metric's
};

/// Farthest-point sampling: the first point is the one farthest from the centre of the bounding box, each next one is
/// farthest from those chosen. Ties go to the lexicographically least coordinates, so the chosen points, as a list,
/// do not depend on how the cloud is numbered. A cloud of at most `count` points is kept whole, reordered.
///
/// `radii` never increases; the first point has none before it and carries the second's. Every prefix is a cover: all
/// points lie within the next radius of it, at most twice the best possible for that many centres (Gonzalez).
/// Equal points are chosen again only once all others were, with radius 0.
/// Throws D106 when count is 0, and what MetricSpace throws. Cost O(n count d) time.
/// Source: Gonzalez 1985, Clustering to minimize the maximum intercluster distance, doi:10.1016/0304-3975(85)90224-5.
FarthestSubsample farthest_subsample(const PointCloud& points, const FarthestSubsampleOptions& options = {},
                                     const Context& context = {});

}  // namespace tessera
