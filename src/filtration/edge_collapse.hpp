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

/// How a graph is held during a collapse: n x n lengths, or lists of neighbors. No decision depends on it.
enum class GraphForm { automatic, dense, sparse };

/// Removes strongly filtration-dominated edges from a graph filtered by length and by functions on its vertices.
/// `edges` come sorted by length and leave sorted by grade; functions[k][v] is the rank of f_k(v). The flag complexes
/// with and without the removed edges have isomorphic persistent homology.
///
/// The test. For grades in any poset, e = uv of grade p is strongly dominated when a vertex w, not u or v, satisfies
/// grade(wu), grade(wv) <= p and, for every other common neighbor x, grade(wx) <= p v grade(ux) v grade(vx): at every
/// q >= p where x is adjacent to both ends, w is adjacent to x, so the link of e in G_q is a cone with apex w.
/// Here grade(ab) = (|ab|, f(a) v f(b)), and the conditions split by axis:
///   functions  f(w) v f(u), f(w) v f(v) <= f(u) v f(v)  iff  f(w) <= f(u) v f(v); then the condition at x,
///              f(w) v f(x) <= f(u) v f(v) v f(x), holds by itself;
///   length     |wu|, |wv| <= |uv|  and  |wx| <= max(|uv|, |ux|, |vx|) for every common neighbor x.
/// With M[x] = max(|uv|, |ux|, |vx|), absent = infinity and |xx| = 0, the length conditions say: row w <= M everywhere
/// (M[u] = M[v] = |uv|). Candidates are the w with M[w] = |uv|.
///
/// Edges are tested one at a time against the current graph, in reverse colexicographic order of grade (function first:
/// on a noisy circle of 400 points it leaves 28,785 triangles where length first leaves 67,106). Sweeps are repeated
/// while they remove a sixteenth of the edges: later ones meet a small graph and cost little (15,552 triangles after
/// four). Cost per edge, dense: n / 8 vector steps for each of M, the candidates, and every candidate tried; one that
/// fails rules out all others stopped by the same x, so a handful are tried. There is no work budget: on the worst
/// input met (1,000 points of a 3-sphere, one parameter, where 0.1 % of the edges go) the collapse takes about as long
/// as the expansion. Memory: 4 n^2 bytes dense, 16 bytes an edge sparse. Source: Alonso, Kerber and Pritam 2023,
/// doi:10.1137/1.9781611977561.ch3, section 3; the split by axis is ours.
struct CollapseOptions {
  Collapse effort = Collapse::full;
  /// The cliques that will be formed: what the collapse may cost is held against their number.
  Index max_dimension = 2;
  /// What forming and reducing one clique costs, in steps of the collapse (about a nanosecond each): some 30 for
  /// cliques that are stored, 1 for those that are only enumerated. Infinity: no budget.
  double clique_cost = 30;
  GraphForm form = GraphForm::automatic;
};

std::vector<FilteredEdge> collapse_edges(Index vertex_count, std::vector<FilteredEdge> edges,
                                         const std::vector<std::vector<Index>>& functions,
                                         const CollapseOptions& options, const Context& context);

/// Bytes that collapse_edges allocates besides its arguments.
std::uint64_t collapse_memory(Index vertex_count, std::uint64_t edge_count);

}  // namespace tessera
