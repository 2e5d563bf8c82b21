// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

namespace tessera {

struct DistanceToMeasureOptions {
  double mass = 0.1;  // share of the points that a ball must hold, in (0, 1]
  double power = 2;   // p >= 1 of the mean over that share
  Metric metric = Metric::euclidean;
};

/// The distance to the uniform measure on the points:
///
///   d(x) = ( 1/m  integral over s from 0 to m of  delta_s(x)^p ds )^(1/p),
///
/// delta_s(x) the least radius of a ball about x that holds at least the share s of the points, x among them. With
/// n points this is the p-mean of the distances to the nearest m n points, the last one counted by its fraction.
/// A robust codensity: moved by at most W_p / m^(1/p) when the measure moves by W_p in Wasserstein distance, and
/// 1-Lipschitz in x. Unit "length" (for the angular metrics "1", and no theorem). With m n <= 1 it is 0 everywhere,
/// with a warning; n = 0 gives no values. To the last bit indifferent to the numbering of the points: distances are
/// summed in ascending order.
/// Throws D106 unless 0 < mass <= 1 and power >= 1 is finite. Cost: that of nearest_neighbors with m n neighbors.
/// Source: Chazal, Cohen-Steiner, Merigot 2011, Geometric inference for probability measures,
/// doi:10.1007/s10208-011-9098-0; p other than 2: Anai et al. 2020, DTM-based filtrations, arXiv:1811.04757.
ScalarField distance_to_measure(const PointCloud& points, const DistanceToMeasureOptions& options = {},
                                const Context& context = {});

}  // namespace tessera
