// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/metric.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <optional>

namespace tessera {

/// Which points are joined. knn: one is among the other's nearest; mutual: both are; radius: they are no farther apart
/// than a length; alpha_decay: their affinity is not negligible; fuzzy: as knn, with the affinities of UMAP.
enum class NeighborGraphKind { knn, mutual, radius, alpha_decay, fuzzy };

/// What the weight of an edge is. unit: 1.
enum class EdgeWeight { affinity, distance, unit };

struct NeighborGraphOptions {
  NeighborGraphKind kind = NeighborGraphKind::knn;
  Index neighbors = 10;  // fuzzy counts the point itself among them, as umap-learn does
  /// Of the radius graph. Absent: the least by which every point has a neighbor, over all points.
  std::optional<double> radius;
  EdgeWeight weights = EdgeWeight::affinity;
  /// The exponent of the decay. Absent: 40 for alpha_decay, else 2.
  std::optional<double> decay;
  /// eps of every point. Absent: the radius of a radius graph; else each point's distance to its last neighbor.
  std::optional<double> bandwidth;
  Metric metric = Metric::euclidean;
  NeighborSearch search = NeighborSearch::automatic;
  Index search_width = 100;  // of the approximate search, as in NearestNeighborsOptions
};

/// The neighborhood graph of points, one vertex a point, without loops.
///
/// Affinities, but for fuzzy ones: (K_ij + K_ji) / 2 with K_ij = exp(-(d_ij / eps_i)^decay). Where eps_i is 0 (as many
/// copies of a point as neighbors) K_ij is the limit: 1 for copies, else 0. Alpha decay takes a K_ij below 1e-4 for 0
/// and joins what has an affinity; the other kinds join first. An edge always has a positive affinity: one that
/// underflows is left out.
/// Fuzzy: K_ij = exp(-max(0, d_ij - rho_i) / sigma_i) over the `neighbors` - 1 nearest others, rho_i the least positive
/// distance among them, sigma_i such that the K_ij add up to log2(neighbors), found by bisection to rounding and at
/// least a thousandth of the mean of these distances (of all such distances where rho_i is 0; all copies have 1). The
/// affinity is K_ij + K_ji - K_ij K_ji.
///
/// The graph does not depend on how the points are numbered but for equally far neighbors, of which knn, mutual and
/// fuzzy keep those of least number. Exact unless the search is approximate.
/// Cost: nearest_neighbors; radius and alpha_decay O(n^2 d) where few neighbors do not settle it.
/// Throws what nearest_neighbors throws (fuzzy needs `neighbors` of at least 2 and at most n), D106 on a radius, decay
/// or bandwidth that is not positive, on a decay or bandwidth for fuzzy, R302 on more edges than the budget holds. No
/// points, or one alone under radius: no edges. Source: Moon et al. 2019, doi:10.1038/s41587-019-0336-3 (alpha decay);
/// McInnes, Healy and Melville 2018, arXiv:1802.03426, section 3.1 and appendix C (fuzzy); Zelnik-Manor and Perona
/// 2004, Self-tuning spectral clustering.
WeightedGraph neighbor_graph(const PointCloud& points, const NeighborGraphOptions& options = {},
                             const Context& context = {});

}  // namespace tessera
