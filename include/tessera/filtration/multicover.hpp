// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

struct MulticoverOptions {
  /// The largest k for which the k-fold cover is told; those of 1 .. max_order are all true.
  Index max_order = 5;
};

/// The multicover bifiltration of points in R^1 .. R^3: at radius r and order k, the k-fold cover, all x with at least
/// k points within distance r. Axis 0 is the radius, axis 1 the order, from max_order down to 1 (superlevel: negated
/// inside). Without a parameter of density, and robust: adding or removing one point moves every order by one.
///
/// The rhomboid tiling of the points, cut off at depth K = max_order. A sphere with points A inside and points S on it
/// gives the rhomboid (A, S) of dimension |S|, whose vertices are the sets A + U, U a part of S, each at the depth of
/// its size. Its radius is the least of a sphere that has S on it, A not outside and no other point inside. The
/// complex holds
/// - for 1 <= |A| < K the part of the rhomboid at depths up to K, at the grade (radius, |A|),
/// - for |A| < K < |A| + |S| the slice of the rhomboid at depth K, a cell of the order-K Delaunay mosaic, at (radius,
///   K); and so for every set of K points that some sphere cuts off.
/// It is weakly equivalent to the multicover bifiltration of orders up to K: slices at depths between would be free
/// facets of the rhomboids they cut, and may be collapsed. So homology is that of the k-fold covers at every grade,
/// compatibly with all maps. max_order = 1 gives the alpha complex, with vertex_point and vertex_multiplicity.
///
/// Equal points are kept apart, each counts. Cocircular points are told apart by an infinitesimal perturbation, the
/// same for all orders; which one is a function of the set of points, so labels do not matter, and the module does not
/// depend on it. Points on a line or in a plane are treated within it. max_order above the number of points n stands
/// for n; no point gives no cell. Cells are polytopes, not simplices; vertices are sets of points, and only
/// those of max_order 1 have the name of a point.
/// The complex is whole, of dimension d + 1 (d for max_order 1).
///
/// Numerics: exact predicates; radii with relative error 1e-12. Where the smallest sphere of a rhomboid is that of one
/// with fewer points on it, they have one number. Stable: moving every point by at most h moves the module by at most h
/// in the first axis.
/// Cost: in R^2 at most n K (K + 1) rhomboids of dimension 3, and about 8 cells for each; in R^3 of uniform points some
/// 7 n K (K + 1) (K + 2) / 6 of dimension 4 times 16 cells, at worst n^2 K^2. About 3 microseconds and 500 bytes for
/// each in R^2, 7 and 900 in R^3 (bench/multicover).
/// Throws: D102 when d = 0, R303 when d > 3, D106 unless max_order >= 1, D101 on points closer than 1e-150 times the
/// largest coordinate or so flat that a radius overflows; R302 when the forecast, or what the tiling grows to, is over
/// the budget. Present only in builds with TESSERA_WITH_CGAL.
/// Source: Edelsbrunner and Osang 2021, The multi-cover persistence of Euclidean balls,
/// doi:10.1007/s00454-021-00281-9; Corbet, Kerber, Lesnick and Osang 2023, Computing the multicover bifiltration,
/// doi:10.1007/s00454-022-00476-8 (the equivalence, for whole and for sliced rhomboids).
FilteredComplex<2> multicover(const PointCloud& points, const MulticoverOptions& options, const Context& context);

}  // namespace tessera
