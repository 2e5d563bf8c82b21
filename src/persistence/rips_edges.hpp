// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/rips_graph.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"

#include <optional>

namespace tessera {

/// The graph of all pairs no longer than `max_diameter`, or than the enclosing radius where that is empty or, for up to
/// 4096 points, less. Reports "max_diameter". Edges are in no order.
struct RipsEdges {
  Index vertex_count = 0;
  std::vector<MeasuredEdge> edges;
};

RipsEdges rips_edges(const PointCloud& points, const std::optional<Quantity>& max_diameter, const Context& context);
RipsEdges rips_edges(const DistanceMatrix& distances, const std::optional<Quantity>& max_diameter,
                     const Context& context);

}  // namespace tessera
