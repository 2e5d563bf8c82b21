// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"

namespace tessera {

/// How a vertex sums up the edges at it. A vertex without edges has 0.
enum class VertexSummary { mean, sum };

/// The curvature of every edge, as the weights of the graph, and of every vertex. Positive inside communities, negative
/// on the bridges between them.
struct EdgeCurvature {
  WeightedGraph edges;
  ScalarField vertices;
};

enum class RicciVariant { ollivier, lin_lu_yau };

struct OllivierRicciOptions {
  /// How much of a random walk stays where it is, from 0 to 1.
  double idleness = 0.5;
  RicciVariant variant = RicciVariant::ollivier;
  /// Whether an edge is as long as its weight.
  bool weighted = false;
  VertexSummary vertex = VertexSummary::mean;
};

/// Ollivier's curvature of an edge uv: 1 - W(m_u, m_v) / d(u, v), for the lengths d of shortest paths and the least
/// mean distance W over which the mass of m_u is moved onto m_v. At m_u the idleness stays at u, the rest is spread
/// evenly over its neighbors. `lin_lu_yau` is the limit of the curvature over 1 - idleness as the idleness goes to 1;
/// it does not depend on the idleness.
///
/// Exact: masses are integers, and the transport is optimal among all. Without weights a value is the nearest double
/// (idleness 1/2 or a dyadic; others are met within 2^-48) and indifferent to the numbering of the vertices to the last
/// bit; with weights to rounding. Values are at most 1, of lin_lu_yau at most 2, and above -2 without weights.
/// Cost: an edge uv with k and l neighbors that the other end has not: a transport of k x l, a handful of rounds over
/// all pairs; min(k, l) searches of the graph as far as u, v and three edges reach, in graphs of more than 2,048
/// vertices; smaller ones are searched once from every vertex, and 8 bytes a pair kept. Parallel over edges.
/// Throws D106 on an idleness outside [0, 1], D101 where weights that count are not positive.
/// Source: Ollivier 2009, doi:10.1016/j.jfa.2008.11.001; Lin, Lu and Yau 2011, doi:10.2748/tmj/1325886283.
EdgeCurvature ollivier_ricci(const WeightedGraph& graph, const OllivierRicciOptions& options = {},
                             const Context& context = {});

struct FormanRicciOptions {
  /// Whether triangles of edges count as faces.
  bool triangles = false;
  /// Whether edges count by their weights.
  bool weighted = false;
  VertexSummary vertex = VertexSummary::mean;
};

/// Forman's curvature of an edge of weight w, of the complex of vertices and edges or also of triangles, vertices and
/// triangles of weight 1:
///   w (T w + 2 / w - sum over edges that share a vertex with it, of weight w', of |t sqrt(w w') - 1 / sqrt(w w')|)
/// for its T triangles, and t = 1 where the two edges lie in one of them, else 0. Without weights that is
/// 4 - deg u - deg v + 3 T. Indifferent to the numbering of the vertices to the last bit.
/// Cost: O(sum of deg u + deg v over edges). Throws D101 where weights that count are not positive.
/// Source: Forman 2003, doi:10.1007/s00454-002-0743-x; on graphs Sreejith et al. 2016,
/// doi:10.1088/1742-5468/2016/06/063206; with triangles Samal et al. 2018, doi:10.1038/s41598-018-27001-3.
EdgeCurvature forman_ricci(const WeightedGraph& graph, const FormanRicciOptions& options = {},
                           const Context& context = {});

}  // namespace tessera
