// SPDX-License-Identifier: MIT
// Where layouts by forces begin, and the form in which they are returned.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <vector>

namespace tessera {

/// Principal components, row after row, in units of the deviation of the first one. Components that the points do not
/// fill are normal random numbers of the same deviation.
std::vector<double> principal_layout(const PointCloud& points, Index components, RandomStream random,
                                     const Context& context);

/// Eigenvectors of the normalized Laplacian of a connected graph with the smallest eigenvalues but the constant one,
/// row after row, of length 1 each. Beyond 1,000 vertices only what 200 steps of Lanczos' method find of them: enough
/// to begin with, and without the factors that exact ones take. What they do not find is 0.
std::vector<double> spectral_layout(const WeightedGraph& graph, Index components, RandomStream random,
                                    const Context& context);

/// Positions moved to mean 0 and turned so that of every coordinate the entry of the largest absolute value is
/// positive; row k becomes row order[k].
PointCloud centered_layout(const std::vector<double>& positions, Index components, const std::vector<Index>& order);

}  // namespace tessera
