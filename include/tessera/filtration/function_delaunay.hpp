// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

struct FunctionDelaunayOptions {
  Direction direction = Direction::sublevel;
};

/// The incremental Delaunay complex of points in R^1 .. R^8 with a function: a bifiltration of near-linear size with
/// the homology of the function's offsets, {x : some point p with f(p) <= t has |x - p| <= r}.
///
/// Points enter in the order of the function. Each enters a Delaunay triangulation; the cells that it destroys are kept
/// and joined with it, so that the complex of the points up to any t holds their Delaunay triangulation and collapses
/// to it. A simplex has the radius of its smallest enclosing ball and the largest function value of its vertices.
///
/// Guaranteed: the module H_k is that of the offset bifiltration, and so of the Cech complex filtered by the function,
/// for every k; (interleaving) distance at most max(h, e) when points move by h and values change by e. The order among
/// equal values changes the complex, not the module; so does the choice among Delaunay triangulations of cocircular
/// points. Labels do not matter: vertex v is the v-th distinct point in lexicographic order of coordinates, equal
/// values enter in that order. Equal points are merged, with the value that enters first; see vertex_point.
///
/// Radii, exactly 0 at vertices; where two simplices share their ball they share the number. Relative error 1e-12; from
/// R^4 on a squared radius is the double nearest to the true one. The complex is whole, of dimension d + 1. Degenerate:
/// no point gives no cell; points on a line or in a plane are triangulated within it. Cost: the simplices, some 20 n in
/// R^2, 140 n in R^3, 1,000 n in R^4 and 6,000 n in R^5 when the function has little to do with position; n^2 at worst
/// in R^2 and in R^3 (points that enter along a line). About a microsecond each. Throws: D102 when the function has not
/// one value a point, or d = 0; D101 on points closer than 1e-150 times the largest coordinate; R303 when d > 8; R302
/// when the forecast, or what the complex grows to, is over the budget. Present only in builds with TESSERA_WITH_CGAL.
/// Source: Alonso, Kerber, Lam, Lesnick 2024, Delaunay bifiltrations of functions on point clouds, arXiv:2310.15902;
/// Bauer, Edelsbrunner 2017, doi:10.1090/tran/6991 (Delaunay-Cech complexes).
FilteredComplex<2> function_delaunay(const PointCloud& points, const Many<ScalarField>& values,
                                     const FunctionDelaunayOptions& options, const Context& context);

}  // namespace tessera
