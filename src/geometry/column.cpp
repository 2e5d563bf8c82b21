// SPDX-License-Identifier: MIT
#include "tessera/geometry/column.hpp"

#include "tessera/core/error.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tessera {

Column column(const PointCloud& points, const ColumnOptions& options, const Context&) {
  if (options.column >= points.dimension())
    throw Error(codes::bad_request,
                fmt::format("needs one of the {} columns from 0, got {}", points.dimension(), options.column))
        .within("column");
  std::vector<double> values, rest;
  for (Index point = 0; point < points.size(); ++point)
    for (Index axis = 0; axis < points.dimension(); ++axis)
      (axis == options.column ? values : rest).push_back(points[point][axis]);
  return {ScalarField(std::move(values)), PointCloud(points.size(), points.dimension() - 1, std::move(rest))};
}

}  // namespace tessera
