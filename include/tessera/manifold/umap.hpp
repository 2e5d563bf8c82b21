// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/metric.hpp"
#include "tessera/manifold/embedding.hpp"

#include <optional>

namespace tessera {

struct UmapOptions {
  Index neighbors = 15;  // of every point in the graph, itself included
  Index components = 2;
  double min_dist = 0.1;  // how near positions may come, in the unit of spread
  double spread = 1;      // at which distance beyond min_dist an affinity has fallen to 1/e
  /// How often the edges are gone through. Absent: 500 up to 10,000 points, else 200.
  std::optional<Index> epochs;
  double learning_rate = 1;    // of the first epoch; it falls to 0 evenly
  Index negative_samples = 5;  // points that push a point away, for each that pulls it
  double repulsion = 1;        // weight of these pushes
  Metric metric = Metric::euclidean;
};

/// The affinity 1 / (1 + a r^(2b)) of positions at distance r.
struct UmapCurve {
  double a = 0, b = 0;
};

/// The least squares fit of that curve to 1 up to min_dist and exp(-(r - min_dist) / spread) beyond, at 300 distances
/// evenly from 0 to 3 spread. Throws D106 unless 0 <= min_dist <= spread and 0.001 <= spread <= 1000.
UmapCurve umap_curve(double min_dist, double spread);

/// Uniform manifold approximation and projection: positions whose affinities are near those of the fuzzy neighbor graph
/// (NeighborGraphKind::fuzzy), by cross entropy; what stochastic descent with negative samples finds of it.
///
/// Start: eigenvectors of the normalized Laplacian of the graph, beyond 1,000 points roughly; principal components
/// where the graph is in pieces or has no more points than components + 1, with a warning for pieces. In one epoch
/// every point moves by itself, while the others stay where the last epoch left them: pulled twice along each of its
/// edges that are due (an edge is due as often as its weight is a part of the largest; weights that are never due are
/// left out), and pushed by points drawn at random. So the result has the same bits for every number of threads, and
/// renumbering the points permutes it, but for copies of a point. Positions have mean 0, in the unit of `spread`.
/// Distances between clusters mean little. Placing: a further point begins at the mean of its nearest training points
/// by their membership, and moves by the same rules, a third of the epochs at a quarter of the rate, while training
/// points stay; other placed points have no say. A training point comes near to where it is. Figures: `a`, `b` of the
/// curve, `graph_components`. Throws what neighbor_graph throws (D103 for fewer points than neighbors, so for a single
/// point); D106 for no components or epochs, a learning rate or repulsion that is not in [0, 1000], what umap_curve
/// refuses; D102 for points of another dimension; R302 over the budget. Cost: nearest_neighbors; some eigenpairs;
/// epochs x n x neighbors x negative_samples. Source: McInnes, Healy and Melville 2018, arXiv:1802.03426, sections 3
/// and 4.
class UmapMap {
 public:
  UmapMap(const PointCloud& training, const UmapOptions& options, const Context& context = {});

  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

 private:
  PointCloud training_;
  UmapOptions options_;
  UmapCurve curve_;
  Index epochs_ = 0;
  Embedding embedding_;
};

Embedding umap(const PointCloud& points, const Split* split, const UmapOptions& options = {},
               const Context& context = {});

}  // namespace tessera
