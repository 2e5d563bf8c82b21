// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/collapse.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct FunctionRipsOptions {
  /// The longest edge kept: a length, "10 %diameter", or "p25" of the pairwise distances. Empty: the least length known
  /// to lose nothing (below).
  std::optional<Quantity> max_diameter;
  /// The largest dimension of a simplex; H_k is right for k < max_dimension.
  Index max_dimension = 2;
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
  /// Which dominated edges leave before cliques are formed. Changes the complex, never its homology.
  Collapse collapse = Collapse::full;
};

/// The Rips complex filtered by diameter and by N - 1 functions f on the points.
///
/// A simplex enters at (its longest edge, max of each f over its vertices): a vertex v at (0, f(v)), every other
/// simplex at the join of its edges. A superlevel function enters negated and its axis says so. Lengths are compared as
/// the doubles they are: equal lengths are equal grades. Vertex v is point v; duplicates are joined by edges of length
/// 0.
///
/// Truncation. At scale s and level a the complex is a cone, hence contractible, once s reaches the enclosing radius
/// min_x max_y d(x, y) of the points {f <= a}. So longer edges change no homology and the automatic max_diameter is,
/// for no function, the enclosing radius; for one function, the maximum of the enclosing radii of its sublevel sets;
/// for more, the diameter. The module is then known at every scale. A smaller max_diameter leaves it known below that
/// value only, and axis 0 records so in known_below. The length used is reported as "max_diameter".
///
/// Collapse. Dominated edges go, or enter later where they are dominated for a while: at every grade a homotopy
/// equivalence, natural in the grade (edge_collapse.hpp in the sources gives the tests and the argument), so the module
/// keeps its isomorphism class. Which edges go depends on the numbering of the points; the module does not. The work is
/// weighed against the simplices it avoids and ends early where it does not pay.
///
/// Cost: n^2 distances; for more than 2,048 points with a max_diameter below half their spread, those of points in
/// cells that touch. Collapse: a few times n / 8 vector steps an edge, or a few times the degree of its ends in a
/// sparse graph; the expansion is near linear in the simplices it writes. Memory: 4 n^2 bytes (24 an edge in a sparse
/// graph) for the collapse, then 4 (N + d + 1) bytes a simplex of dimension d. Before the edges are counted a sample of
/// distances refuses what is hopeless, and before a dimension is allocated its simplices are counted exactly.
/// Throws: D102 when a function has not one value a point or the functions are not N - 1; D106 on a max_diameter,
/// max_dimension or direction that does not fit; D101 when a distance overflows; R302 before allocating over the budget
/// of the context; R303 at 2^32 cells of a dimension. Source: Carlsson and Zomorodian 2009,
/// doi:10.1007/s00454-009-9176-0; Alonso, Kerber and Pritam 2023, Filtration-domination in bifiltered graphs,
/// doi:10.1137/1.9781611977561.ch3.
template <int N>
FilteredComplex<N> function_rips(const PointCloud& points, const Many<ScalarField>& values,
                                 const FunctionRipsOptions& options, const Context& context);

/// The same for given distances; the triangle inequality is not needed.
template <int N>
FilteredComplex<N> function_rips(const DistanceMatrix& distances, const Many<ScalarField>& values,
                                 const FunctionRipsOptions& options, const Context& context);

extern template FilteredComplex<1> function_rips(const PointCloud&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<2> function_rips(const PointCloud&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<3> function_rips(const PointCloud&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<4> function_rips(const PointCloud&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<1> function_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<2> function_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<3> function_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);
extern template FilteredComplex<4> function_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                                 const FunctionRipsOptions&, const Context&);

}  // namespace tessera
