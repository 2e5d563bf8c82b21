// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/point_cloud.hpp"

#include <functional>

namespace tessera {

/// Draws data sets of as many points as it was made from: one for each stream.
using NullModel = std::function<PointCloud(RandomStream)>;

/// A normal distribution with the mean of the points and a covariance with the principal directions of theirs. Sample
/// eigenvalues are more spread than those of the distribution, the more the fewer points there are for the dimension:
/// here they are raised to one power, so that tr C^2 / (tr C)^2, which says how distances concentrate, is
/// what is estimated without bias for normal data (Bai and Saranadasa 1996, Statistica Sinica 6, section 3). Where the
/// points do not span the space their eigenvalues stand for quantiles of all, and directions off their span share one.
/// Costs n d min(n, d) to make and a draw. Coordinates up to 1e150 in size do not overflow.
NullModel gaussian_null(const PointCloud& points);

/// The same values in every column, in an order drawn for each column by itself.
NullModel shuffled_null(const PointCloud& points);

}  // namespace tessera
