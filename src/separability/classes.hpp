// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// How many points each class has: none, where the points were selected from more.
std::vector<Index> class_sizes(const Labels& labels);
/// Throws Error D102 unless there is a label a point, D103 when fewer than two classes have points.
void require_classes(const PointCloud& points, const Labels& labels);

}  // namespace tessera
