// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/filtration/collapse.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

struct FlagComplexOptions {
  /// Whether edges of small weight come first (distances) or of large weight (similarities, correlations).
  Direction weights = Direction::sublevel;
  /// The largest dimension of a simplex; H_k is right for k < max_dimension.
  Index max_dimension = 2;
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
  /// Which dominated edges leave before cliques are formed. Changes the complex, never its homology.
  Collapse collapse = Collapse::full;
};

/// The cliques of a graph, filtered by the weights of their edges and by N - 1 functions f on the vertices.
///
/// A clique enters at (its last edge's weight, max of each f over its vertices). Vertices enter axis 0 at the least of
/// 0 and all weights, so with distances at 0; superlevel axes hold negated values and say so, and there vertices enter
/// at the least of 0 and all negated weights. Pairs without an edge never meet: unlike in function_rips, no distance
/// is missing and every scale is known. Vertex v is vertex v. No vertex gives no cell.
///
/// Stable: when no edge comes or goes, the interleaving distance is at most the largest change of a weight, of the
/// start or of a value. Collapse, cost and memory as in function_rips, from its edges on; the complex does not depend
/// on how vertices are numbered with collapse off, its homology never does. Throws: D102 when a function has not one
/// value a vertex or the functions are not N - 1; D106 on a max_dimension that is not 1 to 8, or directions that do not
/// fit; R302 before allocating over the budget; R303 at 2^32 cells of a dimension. Source: Petri et al. 2013,
/// Topological strata of weighted complex networks, doi:10.1371/journal.pone.0066506.
template <int N>
FilteredComplex<N> flag_complex(const WeightedGraph& graph, const Many<ScalarField>& values,
                                const FlagComplexOptions& options, const Context& context);

extern template FilteredComplex<1> flag_complex(const WeightedGraph&, const Many<ScalarField>&,
                                                const FlagComplexOptions&, const Context&);
extern template FilteredComplex<2> flag_complex(const WeightedGraph&, const Many<ScalarField>&,
                                                const FlagComplexOptions&, const Context&);
extern template FilteredComplex<3> flag_complex(const WeightedGraph&, const Many<ScalarField>&,
                                                const FlagComplexOptions&, const Context&);
extern template FilteredComplex<4> flag_complex(const WeightedGraph&, const Many<ScalarField>&,
                                                const FlagComplexOptions&, const Context&);

}  // namespace tessera
