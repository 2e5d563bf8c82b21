// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <optional>

namespace tessera {

struct GraphGeodesicsOptions {
  /// Whether an edge is as long as its weight.
  bool weighted = false;
  /// The distance of two vertices that no path joins, at least half the longest there is, so that the triangle
  /// inequality holds. Absent: such a graph is refused.
  std::optional<double> unreachable;
};

/// The lengths of shortest paths between all vertices of a graph. Indifferent to the numbering of the vertices: to the
/// last bit the least of the rounded sums along paths, from either end.
/// Throws D101 on a negative weight that counts, and on a pair without a path unless `unreachable` is given; D106 where
/// that is too small or not finite; R302 over the budget. Cost: O(edges log vertices) a vertex (Dijkstra), parallel;
/// 8 n^2 bytes. Source: Dijkstra 1959, doi:10.1007/BF01386390.
DistanceMatrix graph_geodesics(const WeightedGraph& graph, const GraphGeodesicsOptions& options = {},
                               const Context& context = {});

}  // namespace tessera
