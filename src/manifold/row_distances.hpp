// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"

#include <string>
#include <vector>

namespace tessera {

/// Euclidean distances of points of many dimensions, by matrix products: n^2 d operations, 8 n^2 bytes besides theirs.
DistanceMatrix row_distances(const PointCloud& rows, std::vector<std::string> names, const Context& context);

}  // namespace tessera
