// SPDX-License-Identifier: MIT
// The nearest training points of further points.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <functional>
#include <span>
#include <utility>

namespace tessera {

/// visit(i, nearest) once for every further point i, on any thread: its `count` nearest training points as pairs
/// (distance, index), ascending. Throws D102 on another dimension.
void for_nearest_training(const PointCloud& training, const PointCloud& others, Index count, Metric metric,
                          const std::function<void(Index, std::span<const std::pair<double, Index>>)>& visit,
                          const Context& context);

}  // namespace tessera
