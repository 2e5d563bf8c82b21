// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <vector>

namespace tessera {

/// The number of the connected component of each vertex; components are numbered in the order of their least vertex.
/// Cost O(vertices + edges).
std::vector<Index> connected_components(const WeightedGraph& graph);

/// A spanning forest of least total weight, by Kruskal's algorithm: one tree for every component, edges in ascending
/// order of (weight, u, v), which also breaks ties. Cost O(edges log edges).
std::vector<WeightedEdge> minimum_spanning_forest(const WeightedGraph& graph);

}  // namespace tessera
