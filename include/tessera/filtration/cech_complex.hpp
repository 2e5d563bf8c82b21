// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct CechComplexOptions {
  /// The largest radius kept: a length, "10 %diameter", or "p25" of the pairwise distances. Empty: every simplex is.
  std::optional<Quantity> max_radius;
  /// The largest dimension of a simplex; H_k is right for k < max_dimension.
  Index max_dimension = 2;
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// The Cech complex of points in R^d, any d, filtered by radius and by N - 1 functions f on the points.
///
/// A simplex enters at (the radius of the smallest ball that holds its points, max of each f over them). At radius r
/// and level a this is the nerve of the balls of radius r around the points {f <= a}, so by the nerve theorem H_k is
/// that of their union, the offset. Vertex v is point v; duplicates are joined at radius 0.
///
/// Radii. Which points span a ball is decided exactly, and its squared radius is rounded once: so simplices with the
/// same ball have the same radius, a face never has more than its cofaces, and labels do not matter to the last bit.
///
/// Truncation. No simplex has a larger radius than the smallest ball of all points; by default none is left out and the
/// module is known at every scale. From the radius of the smallest ball of {f <= a} on, level a is a full simplex. A
/// smaller max_radius leaves the module known below it only, as known_below of axis 0 then records. The radius used is
/// reported as "max_radius" where one was given.
///
/// Stable: interleaving distance at most max(h, e) when points move by h and values change by e, as long as nothing is
/// left out. No point gives no cell.
/// Cost: about a microsecond for each simplex of dimension at most d, more where points are in special position; all
/// subsets of max_dimension + 1 points without a max_radius. Memory: 40 to 100 bytes a simplex; before a dimension is
/// allocated its candidates, the sets whose facets are all present, are counted.
/// Throws: D102 when a function has not one value a point or the functions are not N - 1, or d = 0; D106 on a
/// max_radius, max_dimension or direction that does not fit; D101 on different points closer than 1e-150 times the
/// largest coordinate, or a radius that overflows; R302 before allocating over the budget; R303 at 2^32 cells of a
/// dimension. Source: Edelsbrunner and Harer 2010, Computational Topology, III.2; Blumberg and Lesnick 2020,
/// arXiv:2010.09628, on offsets of functions.
template <int N>
FilteredComplex<N> cech_complex(const PointCloud& points, const Many<ScalarField>& values,
                                const CechComplexOptions& options, const Context& context);

extern template FilteredComplex<1> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                                const Context&);
extern template FilteredComplex<2> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                                const Context&);
extern template FilteredComplex<3> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                                const Context&);
extern template FilteredComplex<4> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                                const Context&);

}  // namespace tessera
