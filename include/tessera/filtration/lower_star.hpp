// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/mesh.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

struct LowerStarOptions {
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// The lower star filtration of N functions on the vertices of a graph or of a mesh: a vertex enters at its values, an
/// edge or a triangle at the largest of its vertices', on every axis by itself. Weights of edges and coordinates of
/// vertices do not matter.
///
/// Guarantees: the complex is whole; its sublevel sets are the full subcomplexes on the vertices that are there.
/// Stable: the interleaving distance is at most the largest change of a value. Vertex v is vertex v. No vertex gives no
/// cell. Cost: linear, after the edges of a mesh are sorted. Throws D102 when there are not N functions with one value
/// a vertex, D106 on directions. Source: Edelsbrunner and Harer 2010, Computational Topology, VI.3.
template <int N>
FilteredComplex<N> lower_star(const WeightedGraph& graph, const Many<ScalarField>& values,
                              const LowerStarOptions& options, const Context& context);
template <int N>
FilteredComplex<N> lower_star(const Mesh& mesh, const Many<ScalarField>& values, const LowerStarOptions& options,
                              const Context& context);

extern template FilteredComplex<1> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<2> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<3> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<4> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<1> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<2> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<3> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);
extern template FilteredComplex<4> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&,
                                              const Context&);

}  // namespace tessera
