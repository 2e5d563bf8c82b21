// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/persistence/barcode.hpp"

#include <optional>

namespace tessera {

struct AlphaBarcodeOptions {
  /// The largest degree of a bar. Empty: every degree below the dimension of the points.
  std::optional<Index> max_degree;
  /// Coefficients are the integers modulo this prime, below 65536.
  Index field = 2;
  /// Also give a cycle for every bar.
  bool cycles = false;
};

/// The barcode of the alpha complex of points in R^d, 1 <= d <= 8: of unions of balls around them, by radius (not
/// squared). The bars are those of barcode(function_alpha<1>(points)); no filtered complex is built.
///
/// The complex fills the convex hull of the points, of dimension k <= d, so degree 0 has one bar without end and no
/// other degree has any. Degree 0 is a union-find over Delaunay edges, degree k - 1 one over top cells across their
/// facets, from the outside in (Alexander duality); degrees between are reduced as a matrix from which both have taken
/// the cells they paired. Degrees 0 and k - 1 do not depend on the field, the others may.
///
/// Cycles consist of Delaunay simplices, named by points (the first of equal ones) in increasing order and oriented by
/// it, the youngest first with coefficient 1. In degree k - 1 the cycle bounds the region of Delaunay cells that it
/// surrounds until the last of them is filled.
///
/// Equal points are merged. No point gives no bar. Numerics and the choice among cocircular points: function_alpha.hpp.
/// The result does not depend on threads. Cost: the Delaunay triangulation (n log n in R^2, for spread points in R^3)
/// is about half of the time; about 90 bytes a simplex, 28 simplices a point for spread points in R^3.
/// Throws: D102 when d = 0, R303 when d > 8, R302 when the forecast is over the budget, D101 on points so close or
/// simplices so flat that radii under- or overflow, D106 when field is no prime below 65536.
/// Present only in builds with TESSERA_WITH_CGAL.
/// Source: Edelsbrunner and Mucke 1994, doi:10.1145/174462.156635; the dual union-find: Delfinado and Edelsbrunner
/// 1995, doi:10.1016/0167-8396(94)00016-Y; dependence on the field: Obayashi and Yoshiwaki 2023,
/// doi:10.1007/s00454-022-00461-6.
Barcode alpha_barcode(const PointCloud& points, const AlphaBarcodeOptions& options, const Context& context);

}  // namespace tessera
