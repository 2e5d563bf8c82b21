// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

struct FunctionAlphaOptions {
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// The alpha complex of points in R^d times the lower star filtration of N - 1 functions.
///
/// Cells are those of a Delaunay triangulation. A simplex enters at (alpha radius, max of each f over its vertices);
/// the alpha radius is that of its smallest circumscribed ball when no point is strictly inside, else the least alpha
/// radius of its cofaces. Radii, not squares; exactly 0 at vertices. For one parameter (N = 1) H_k is that of the union
/// of balls of that radius (nerve theorem).
///
/// Not a theorem: for N > 1 the complex is not equivalent to the offsets filtered by f. The module is stable in f
/// (interleaved by the change of f), and *not* in the points: a small motion may flip the triangulation. Of cocircular
/// (cospherical) points, a lattice above all, the triangulation is one of several and the module depends on which.
///
/// Labels do not matter. Vertex v is the v-th distinct point in lexicographic order of coordinates, and the order of
/// insertion depends on coordinates alone. Equal points are merged: on each axis by itself their vertex has the
/// function value that enters first; vertex_point names the first of them, vertex_multiplicity their number.
///
/// Degenerate: no point gives no cell, one point a vertex; points on a line or in a plane are triangulated within it.
/// Numerics: in R^1..R^3 the triangulation and the tests for points in balls are exact; squared radii have relative
/// error about 1e-12 and equal ones are equal numbers where a simplex shares its ball with a face (a right triangle),
/// and where coordinates are small integers. From R^4 on GUDHI's values over exact predicates are used. Rounding may
/// put a face after its coface: then the coface is raised to the face. Cost: n log n in R^1 and R^2; 28 n cells in R^3
/// for spread points and n^2 at worst; from R^4 on exponential in d. Throws: D102 when a function has not one value a
/// point, when d = 0 or the functions are not N - 1; D101 on points so close or simplices so flat that radii under- or
/// overflow; D106 on directions; R302 when the forecast for spread points is
/// over the budget; R303 when d > 8. The complex is whole: any degree. Present only in builds with TESSERA_WITH_CGAL.
/// Source: Edelsbrunner and Mucke 1994, Three-dimensional alpha shapes, doi:10.1145/174462.156635.
template <int N>
FilteredComplex<N> function_alpha(const PointCloud& points, const Many<ScalarField>& values,
                                  const FunctionAlphaOptions& options, const Context& context);

extern template FilteredComplex<1> function_alpha(const PointCloud&, const Many<ScalarField>&,
                                                  const FunctionAlphaOptions&, const Context&);
extern template FilteredComplex<2> function_alpha(const PointCloud&, const Many<ScalarField>&,
                                                  const FunctionAlphaOptions&, const Context&);
extern template FilteredComplex<3> function_alpha(const PointCloud&, const Many<ScalarField>&,
                                                  const FunctionAlphaOptions&, const Context&);
extern template FilteredComplex<4> function_alpha(const PointCloud&, const Many<ScalarField>&,
                                                  const FunctionAlphaOptions&, const Context&);

}  // namespace tessera
