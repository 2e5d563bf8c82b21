// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/collapse.hpp"

#include <span>
#include <vector>

namespace tessera {

/// An edge u < v of a filtered graph with the rank of its length. Its grade is (length, max f_k(u), f_k(v) for each k).
struct FilteredEdge {
  Index u, v, length;
  friend bool operator==(const FilteredEdge&, const FilteredEdge&) = default;
};

/// How a graph is held during a collapse: n x n lengths, or lists of neighbors. Both take the same decisions, but the
/// budget may end their sweeps at different edges.
enum class GraphForm { automatic, dense, sparse };

struct CollapseOptions {
  Collapse effort = Collapse::full;
  /// The cliques that will be formed: what the collapse may cost is held against their number.
  Index max_dimension = 2;
  /// What forming and reducing one clique costs, in steps of the collapse (about a nanosecond each): some 100 for
  /// cliques that are stored and presented, 1 for those that are only enumerated. Infinity: no budget.
  double clique_cost = 100;
  GraphForm form = GraphForm::automatic;
};

/// Removes filtration-dominated edges from a graph filtered by length and by at most three functions on its vertices,
/// and lengthens those that are dominated for a while. functions[k][v] is the rank of f_k(v). Edges leave sorted
/// colexicographically by grade (last function first, length last); their lengths are ranks of the same list as before.
/// The flag complexes of the graph that comes and of the one that leaves have isomorphic persistent homology, in every
/// degree and over every field; with one parameter: the same barcode. One-parameter callers pass no function.
///
/// Definition. The edge e = uv has the grade p = (|uv|, f_k(u) v f_k(v)). G_q holds the vertices and edges of grade
/// <= q. A vertex w dominates e at q >= p when, in G_q, it is adjacent to u, v and all their other common neighbors; e
/// is filtration-dominated when some w(q) dominates it at every q >= p, strongly when one w serves all q.
///
/// Why it is legal. One edge at a time is given another grade p' >= p, or none, such that in the graph as it is then
/// some vertex dominates it at every q >= p that is not >= p'. At such q the link of e in the flag complex is a cone,
/// so taking e and its cofaces out is a homotopy equivalence; at other q nothing changes. The inclusions of the new
/// complexes into the old commute with the maps of the filtration, hence induce an isomorphism of modules. Here p' has
/// the functions of p and the largest length that this allows.
///
/// Order: reverse colexicographic, functions first (on a noisy circle of 400 points with codensity one strong sweep
/// leaves 28,785 triangles, with the length first 67,106). A first sweep makes the strong test only; further sweeps, of
/// a graph that is small by then, make the full test after it (filtration_domination.hpp). On that circle 10.6 M
/// triangles become 40,000, then 4,200; strong sweeps alone end at 15,600.
///
/// Budget (collapse_budget.hpp): sweeps stop, and are not begun, where the cliques that they avoid are worth less than
/// their steps. Not parallel: whether an edge goes depends on those that went before.
/// Cost per edge tested: dense about 8 passes of n / 8 vector steps; sparse a few times the degree of its ends.
/// Memory: 4 n^2 bytes dense, 24 bytes an edge sparse.
/// Source: Alonso, Kerber and Pritam 2023, doi:10.1137/1.9781611977561.ch3; lengthening, for one parameter: Glisse and
/// Pritam 2022, arXiv:2203.07022.
std::vector<FilteredEdge> collapse_edges(Index vertex_count, std::vector<FilteredEdge> edges,
                                         const std::vector<std::vector<Index>>& functions,
                                         const CollapseOptions& options, const Context& context);

/// Bytes that collapse_edges allocates besides its arguments.
std::uint64_t collapse_memory(Index vertex_count, std::uint64_t edge_count);

}  // namespace tessera
