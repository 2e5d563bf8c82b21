// SPDX-License-Identifier: MIT
#include "tessera/data/feature_rows.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

PointCloud rows_as_points(const FeatureMatrix& features) {
  check(features);
  return PointCloud(features.rows(), features.width(), features.values);
}

FeatureMatrix points_as_rows(const PointCloud& points, std::vector<std::string> ids, std::string_view stem) {
  if (ids.size() != points.size())
    throw Error(codes::bad_shape, fmt::format("needs an id a point, {} of them, got {}", points.size(), ids.size()));

  FeatureMatrix rows;
  rows.ids = std::move(ids);
  const auto digits = std::to_string(points.dimension()).size();
  for (Index axis = 1; axis <= points.dimension(); ++axis)
    rows.columns.push_back(fmt::format("{}{:0{}}", stem, axis, digits));
  rows.units.assign(rows.columns.size(), "");
  rows.values = points.coordinates();
  return rows;
}

}  // namespace tessera
