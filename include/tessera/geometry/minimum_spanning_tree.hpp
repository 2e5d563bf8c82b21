// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/metric.hpp"

#include <vector>

namespace tessera {

/// A spanning tree of least total length of the complete graph on n points: n - 1 edges (none for n < 2), u < v, in
/// ascending order of (weight, u, v). Its lengths are, to the last bit, the finite deaths of the Rips complex's H_0
/// and the heights of single linkage; they do not depend on the numbering of the points, the edges may at ties.
///
/// Prim's algorithm. From points: O(n^2 d) time; the distances are computed as they are needed, in O(n) memory, or
/// beforehand where a matrix of them takes little memory and the points do not fit the cache (same bits).
/// Throws what MetricSpace throws.
/// Source: Prim 1957, Shortest connection networks and some generalizations, doi:10.1002/j.1538-7305.1957.tb01515.x.
std::vector<WeightedEdge> minimum_spanning_tree(const PointCloud& points, Metric metric = Metric::euclidean,
                                                const Context& context = {});
std::vector<WeightedEdge> minimum_spanning_tree(const DistanceMatrix& distances, const Context& context = {});

}  // namespace tessera
