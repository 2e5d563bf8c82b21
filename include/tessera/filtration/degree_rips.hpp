// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/filtration/multicritical_complex.hpp"

#include <optional>

namespace tessera {

struct DegreeRipsOptions {
  /// The longest edge kept: a length, "10 %diameter", or "p25" of the pairwise distances. Empty: the enclosing radius,
  /// which loses nothing.
  std::optional<Quantity> max_diameter;
  /// The largest dimension of a simplex; H_k is right for k < max_dimension.
  Index max_dimension = 2;
  /// The largest degree on axis 1. Empty, or more than any point has: the largest that one has.
  std::optional<Index> max_degree;
  /// Whether edges that one vertex dominates at every degree leave before cliques are formed. Changes the complex,
  /// never its homology.
  bool collapse = true;
};

/// The degree-Rips bifiltration: at scale r and degree k, the Rips complex of the points that have at least k others
/// within r. Axis 0 is the scale, axis 1 the degree, from many down to 0 (superlevel: negated inside).
///
/// A simplex enters, for every degree k, when its diameter and the distance of each of its vertices to the k-th nearest
/// other point are reached: multi-critical, so give it to one_critical. Vertex v is point v; points that coincide count
/// as neighbors of one another. Parameter-free and robust to outliers in a weak sense only: see the source; no constant
/// is printed. From the enclosing radius on, at every degree, some point sees all others: a cone, so the automatic
/// max_diameter loses nothing; a smaller one leaves the module known below it (known_below).
/// Cost: the cliques of the edges that the collapse leaves (of 300 noisy points and all their degrees a tenth of the
/// edges, a two-hundredth of the triangles), and the degrees at which each simplex changes. Throws what function_rips
/// throws, and R302 before the grades are allocated. Source: Lesnick and Wright 2015, Interactive visualization of 2-D
/// persistence modules, arXiv:1512.00180; Blumberg and Lesnick 2022, Stability of 2-parameter persistent homology,
/// doi:10.1007/s10208-022-09576-6.
MulticriticalComplex<2> degree_rips(const PointCloud& points, const DegreeRipsOptions& options, const Context& context);
MulticriticalComplex<2> degree_rips(const DistanceMatrix& distances, const DegreeRipsOptions& options,
                                    const Context& context);

}  // namespace tessera
