// SPDX-License-Identifier: MIT
// Where layouts by forces begin, and the form in which they are returned.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// Principal components, row after row, in units of the deviation of the first one. Components that the points do not
/// fill are normal random numbers of the same deviation.
std::vector<double> principal_layout(const PointCloud& points, Index components, RandomStream random,
                                     const Context& context);

/// Positions moved to mean 0 and turned so that of every coordinate the entry of the largest absolute value is
/// positive; row k becomes row order[k].
PointCloud centered_layout(const std::vector<double>& positions, Index components, const std::vector<Index>& order);

}  // namespace tessera
