// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/neighbor_graph.hpp"
#include "tessera/manifold/embedding.hpp"

#include <memory>
#include <optional>

namespace tessera {

struct DiffusionMapOptions {
  NeighborGraphKind graph = NeighborGraphKind::knn;  // of points: knn or alpha_decay
  Index neighbors = 10;
  std::optional<double> decay, bandwidth;  // as in NeighborGraphOptions
  Metric metric = Metric::euclidean;
  /// alpha: 0 keeps the density of the points, 1 leaves only the geometry, 1/2 is in between (Fokker-Planck).
  double density_exponent = 1;
  double time = 1;  // steps of the chain
  Index components = 2;
};

class MarkovEmbedding;

/// Diffusion map: the coordinates |l_k|^t psi_k of the largest eigenvalues l_k but the constant's of the Markov chain P
/// of diffusion_operator (self affinity 1), P psi_k = l_k psi_k with sum pi_i psi_k(i)^2 = 1 under the stationary
/// distribution pi.
///
/// With all coordinates, Euclidean distances are diffusion distances: |y_i - y_j|^2 = sum_m (P^t_im - P^t_jm)^2 / pi_m.
/// Coordinates of equal eigenvalues are one basis of many. Of a graph in c pieces the first c - 1 coordinates are
/// constant on each and tell them apart; it is warned of. Indifferent to the numbering of the points where no two
/// neighbors are equally far, and to motions; to scale without a bandwidth.
/// Placing, by Nystrom's extension: y_k(x) = sum_j p(x, j) y_k(j) / l_k, p the transitions from x to the training
/// points by the affinities of the graph, with x's own bandwidth; their densities stay. A copy of training points is
/// placed where the first is, as the sum over its row says; a point with no affinity to any on the nearest one; 0 where
/// l_k is 0 to 1e-10.
/// Figures: `eigenvalues`, descending; `group`, numbers that equal ones share; `splits_last_group`, 1 where more of the
/// last group were left out; `graph_components`.
/// Throws D103 unless there are more points than neighbors; D106 on another graph, no components, a time that is
/// negative or not finite, an exponent out of [0, 1]; D102 for points of another dimension.
/// Cost: neighbor_graph; the largest eigenpairs of a sparse matrix. n log n a placed point.
/// Source: Coifman and Lafon 2006, Diffusion maps, doi:10.1016/j.acha.2006.04.006; Bengio et al. 2004, Out-of-sample
/// extensions for LLE, Isomap, MDS, Eigenmaps, and Spectral Clustering.
class DiffusionMap {
 public:
  DiffusionMap(const PointCloud& training, const DiffusionMapOptions& options, const Context& context = {});
  ~DiffusionMap();
  DiffusionMap(DiffusionMap&&) noexcept;
  DiffusionMap& operator=(DiffusionMap&&) noexcept;

  const Embedding& embedding() const noexcept;
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

 private:
  std::unique_ptr<const MarkovEmbedding> parts_;
};

Embedding diffusion_map(const PointCloud& points, const Split* split, const DiffusionMapOptions& options = {},
                        const Context& context = {});
/// Of a graph whose weights are affinities; what makes a graph of points has no effect.
Embedding diffusion_map(const WeightedGraph& graph, const DiffusionMapOptions& options = {},
                        const Context& context = {});

}  // namespace tessera
