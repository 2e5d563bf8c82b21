// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"

namespace tessera {

// How central a vertex of a graph is. One value a vertex; a graph without vertices has none. Unless `weighted`, every
// edge counts 1. All but betweenness keep their bits however vertices are numbered; betweenness keeps them to rounding.

struct VertexDegreeOptions {
  /// Whether an edge counts by its weight.
  bool weighted = false;
};

/// The number of edges at each vertex, or the sum of their weights, of any sign. Cost O(edges log degree).
ScalarField vertex_degree(const WeightedGraph& graph, const VertexDegreeOptions& options = {},
                          const Context& context = {});

struct VertexClosenessOptions {
  /// Whether an edge is as long as its weight.
  bool weighted = false;
};

/// (r - 1) / (n - 1) * (r - 1) / S for a vertex from which r of the n vertices can be reached, itself among them, by
/// shortest paths of total length S: the inverse mean distance, times the part of the graph that is within reach. 0 at
/// a vertex without edges. Throws D101 unless weights that count are positive. Cost O(vertices edges log vertices);
/// parallel over vertices. Source: Wasserman and Faust 1994, Social Network Analysis, 5.2.2 (p. 201).
ScalarField vertex_closeness(const WeightedGraph& graph, const VertexClosenessOptions& options = {},
                             const Context& context = {});

struct VertexBetweennessOptions {
  /// Whether an edge is as long as its weight.
  bool weighted = false;
  /// Whether to divide by the number of pairs, (n - 1)(n - 2) / 2.
  bool normalized = true;
};

/// For each vertex v, the sum over pairs of other vertices of the part of their shortest paths that go through v; pairs
/// in different components have none. Paths tie when their rounded lengths are equal. 0 where n < 3. Throws D101 unless
/// weights that count are positive. Cost O(vertices edges log vertices), one thread.
/// Source: Brandes 2001, doi:10.1080/0022250X.2001.9990249.
ScalarField vertex_betweenness(const WeightedGraph& graph, const VertexBetweennessOptions& options = {},
                               const Context& context = {});

struct VertexPagerankOptions {
  /// The probability of following an edge; otherwise, and at a vertex without edges, any vertex comes next.
  double damping = 0.85;
  /// Whether edges are followed in proportion to their weights.
  bool weighted = false;
};

/// The stationary distribution of a walk that follows a random edge with probability `damping` and jumps to a random
/// vertex otherwise. Positive, sums to 1; within 1e-15 of the fixed point but for rounding. Throws D101 on a negative
/// weight that counts, D106 unless 0 <= damping <= 0.999. Cost: log(1e-16) / log(damping) passes over the edges, at
/// most. Source: Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X.
ScalarField vertex_pagerank(const WeightedGraph& graph, const VertexPagerankOptions& options = {},
                            const Context& context = {});

struct VertexCoreNumberOptions {};

/// The largest k such that the vertex lies in a subgraph whose vertices all have k neighbors within it. 0 at a vertex
/// without edges. Cost O(vertices + edges). Source: Batagelj and Zaversnik 2003, arXiv:cs/0310049.
ScalarField vertex_core_number(const WeightedGraph& graph, const VertexCoreNumberOptions& options = {},
                               const Context& context = {});

}  // namespace tessera
