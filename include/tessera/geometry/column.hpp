// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

namespace tessera {

struct ColumnOptions {
  Index column = 0;  // from 0
};

/// One coordinate of every point as a function, and the points without it.
struct Column {
  ScalarField values;
  PointCloud points;
};

/// Takes a coordinate out of a cloud. Throws D106 on one that there is not; a cloud without points has none to take.
Column column(const PointCloud& points, const ColumnOptions& options = {}, const Context& context = {});

}  // namespace tessera
