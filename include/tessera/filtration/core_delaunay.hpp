// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/filtration/multicritical_complex.hpp"

#include <optional>

namespace tessera {

struct CoreDelaunayOptions {
  /// How much the distance to neighbors counts against the radius.
  double beta = 1;
  /// The largest number of points on axis 1. Empty: all of them.
  std::optional<Index> max_count;
};

/// The Delaunay core bifiltration of points in R^1 .. R^8: at radius r and count k, the alpha complex of radius r on
/// the points that have at least k points, themselves included, within r / beta. Axis 0 is the radius, axis 1 the
/// count, from many down to 1 (superlevel: negated inside).
///
/// With d_k(v) the distance from v to its k-th nearest point (d_1 = 0), a simplex enters at (max(alpha radius, beta
/// max_v d_k(v)), k) for every k: multi-critical, so give it to one_critical. At k = 1 it is the alpha complex. Density
/// is taken into account without a parameter where all counts are told apart and beta is 1.
/// Interleaved with the core and the multicover bifiltration, not equivalent to them; no constant is printed. Not
/// stable in the points in the sense of function_alpha. The complex is whole. Labels do not matter; equal points are
/// one vertex, and count as often as they are given (see function_alpha for vertices and numerics).
/// Cost: the alpha complex, n max_count neighbors, and the counts at which each simplex changes. Throws what
/// function_alpha throws, D106 unless beta is finite and >= 0 and max_count >= 1, R302 before neighbors or grades are
/// allocated over the budget. Present only in builds with TESSERA_WITH_CGAL.
/// Source: Core bifiltration, 2024, arXiv:2405.01214.
MulticriticalComplex<2> core_delaunay(const PointCloud& points, const CoreDelaunayOptions& options,
                                      const Context& context);

}  // namespace tessera
