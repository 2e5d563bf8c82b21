// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/point_cloud.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Every row as a point. Throws what `check` throws.
PointCloud rows_as_points(const FeatureMatrix& features);

/// Every point as a row; the columns are called `stem` followed by their number from 1, as wide as the last: "pc01".
/// Throws Error D102 unless there is an id a point.
FeatureMatrix points_as_rows(const PointCloud& points, std::vector<std::string> ids, std::string_view stem);

}  // namespace tessera
