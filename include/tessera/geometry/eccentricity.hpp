// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

namespace tessera {

struct EccentricityOptions {
  /// p >= 1 of the mean of the distances; infinity: the largest.
  double power = infinity;
  Metric metric = Metric::euclidean;  // of points; a matrix has its own
};

/// How far each point is from all n of them, itself included: (1/n sum of d^p)^(1/p), or the largest distance. Small in
/// the middle, large at the tips. Moves by at most 2 h when distances d obey the triangle inequality and every point
/// moves by at most h. Indifferent to the numbering of the points to the last bit. No point has no value.
/// Throws D106 unless power >= 1, and what MetricSpace throws. Cost O(n^2 d), and sorting rows for finite powers.
/// Source: Singh, Memoli and Carlsson 2007, Topological methods for the analysis of high dimensional data sets and 3D
/// object recognition, doi:10.2312/SPBG/SPBG07/091-100.
ScalarField eccentricity(const PointCloud& points, const EccentricityOptions& options, const Context& context);
ScalarField eccentricity(const DistanceMatrix& distances, const EccentricityOptions& options, const Context& context);

}  // namespace tessera
