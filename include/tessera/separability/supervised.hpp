// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

namespace tessera {

/// With labels: what the unsupervised estimates are checked against.
///
/// The share of points whose nearest other point has their class; among several equally near, the share of those that
/// have it. Indifferent to the numbering of the points. Cost O(n^2 d).
/// Throws D103 for fewer than two points, D102 when the number of labels differs.
/// Source: Thornton 1998, Separability is a learner's best friend, doi:10.1007/978-1-4471-1546-5_4.
double thornton_index(const PointCloud& points, const Labels& labels, Metric metric = Metric::euclidean,
                      const Context& context = {});

/// Scatter between the classes over scatter within them: trace(S_B) / trace(S_W), S_B = sum over classes of
/// n_c |mean_c - mean|^2. Infinite when every class is one point, repeated, and they are not all the same.
/// Throws D103 for fewer than two classes or when all points are equal, D102 when the number of labels differs.
/// Cost O(n d). Source: Fisher 1936, The use of multiple measurements in taxonomic problems.
double fisher_ratio(const PointCloud& points, const Labels& labels);

}  // namespace tessera
