// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tessera {

/// The number of the connected component of each vertex; components are numbered in the order of their least vertex.
/// Cost O(vertices + edges).
std::vector<Index> connected_components(const WeightedGraph& graph);

/// A spanning forest of least total weight, by Kruskal's algorithm: one tree for every component, edges in ascending
/// order of (weight, u, v), which also breaks ties. Cost O(edges log edges).
std::vector<WeightedEdge> minimum_spanning_forest(const WeightedGraph& graph);

/// Throws D101 on a negative weight, naming the edge.
void require_weights(const WeightedGraph& graph);

/// Throws D101 on a weight that is not positive, naming the edge.
void require_positive_lengths(const WeightedGraph& graph);

/// visit(s, lengths) once for every vertex s, on any thread: lengths[v] is the length of a shortest path from s to v,
/// infinity where there is none. To the last bit indifferent to the numbering of the vertices: it is the least of the
/// rounded sums along paths from s. Weights are lengths; throws D101 on a negative one.
/// Cost: O(edges log vertices) a vertex (Dijkstra). Source: Dijkstra 1959, doi:10.1007/BF01386390.
void shortest_paths(const WeightedGraph& graph, const std::function<void(Index, std::span<const double>)>& visit,
                    const Context& context);

/// For every vertex v the sum over pairs {s, t} without v of the fraction of shortest s-t paths that pass through v.
/// Paths tie when their rounded lengths are equal. Weights are lengths; throws D101 unless they are positive.
/// Cost: O(vertices edges log vertices). Source: Brandes 2001, doi:10.1080/0022250X.2001.9990249.
std::vector<double> betweenness(const WeightedGraph& graph, const Context& context);

}  // namespace tessera
