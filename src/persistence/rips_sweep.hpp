// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/rips_simplex.hpp"
#include "tessera/core/context.hpp"

namespace tessera {

/// A minimum spanning forest: its edges, by rank, each with the components it merges, named by their least vertices.
struct SpanningForest {
  struct Merge {
    Index elder, younger;
  };
  std::vector<Index> edges;
  std::vector<Merge> merges;
  std::vector<Index> components;  // what remains, by least vertex
};
SpanningForest spanning_forest(const RipsGraph& graph);

/// Chooses the apexes of a graph and finds the simplices whose columns have to be reduced.
///
/// Let e be an edge. The simplices whose highest edge is e are e joined with the cliques of its lune: the vertices
/// joined to both ends by edges lower than e, and the edges lower than e among them. Step e of the filtration adds them
/// all, and changes homology by the reduced homology of the lune's complex, shifted. If one vertex w of the lune is
/// joined to all others, the complex is a cone, the step changes nothing, and toggling w pairs all simplices of the
/// step. Such an edge is done with; on dense samples of a space nearly all are of this kind, since a point near the
/// middle of e is an apex.
///
/// In every lune one vertex is the apex, an apex of the cone if it is one, and the simplices of the step are ordered
/// with those that hold the apex first (rips_simplex.hpp). A simplex and its first cofacet form an apparent pair when
/// the simplex is the last facet of that cofacet; apparent pairs in one step have length zero and are persistence pairs
/// (Bauer 2021, section 3.5, for the order there). In our order, w the apex:
///   s without w, w joined to all of s:  s pairs with s + w, of which it is the last facet;
///   s without w, otherwise:  let x be the least vertex that can be added to s within the step; s pairs with s + x if x
///     is less than all vertices of s outside e and if w cannot be added to (s + x) - x = s, which is the case here.
/// So all s that hold w, all s to which w can be added, and the pairs of the second kind need no column.
///
/// Returns, for k = 1 .. max_degree, the k-simplices in no apparent pair (for k = 1: and not in `forest`), last first.
/// Independent of the number of threads. Cost: dense graphs n / 64 words an edge and candidate for apex (some two),
/// plus the cliques of the lunes that are no cones; sparse graphs the degrees of the ends and the candidates.
std::vector<std::vector<SimplexNumber>> sweep_edges(RipsGraph& graph, const SpanningForest& forest, Index max_degree,
                                                    const Context& context);

}  // namespace tessera
