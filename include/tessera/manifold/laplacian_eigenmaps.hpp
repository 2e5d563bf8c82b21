// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/neighbor_graph.hpp"
#include "tessera/manifold/embedding.hpp"

#include <memory>
#include <optional>

namespace tessera {

struct LaplacianEigenmapsOptions {
  NeighborGraphKind graph = NeighborGraphKind::knn;  // of points: knn or alpha_decay
  Index neighbors = 10;
  std::optional<double> decay, bandwidth;     // as in NeighborGraphOptions
  EdgeWeight weights = EdgeWeight::affinity;  // or unit: every neighbor counts alike
  Metric metric = Metric::euclidean;
  Index components = 2;
};

class MarkovEmbedding;

/// Laplacian eigenmaps: the coordinates f that keep neighbors near, solutions of (D - W) f = l D f with the smallest l
/// but the constant's. They minimise sum w_ij |y_i - y_j|^2 among those of weighted mean 0, square 1 and no
/// correlation, the weight of a point being its share of all degrees.
///
/// What holds of equal eigenvalues, graphs in pieces, numbering, motions and scale is as in DiffusionMap, whose
/// coordinates at time 0 these are for alpha = 0 and no affinity of a point to itself. A vertex without edges is a
/// piece.
/// Placing: Nystrom's extension, as there, y(x) = sum_j w(x, j) y(j) / ((1 - l) sum_j w(x, j)).
/// Figures: `eigenvalues`, l ascending in [0, 2]; `group`, `splits_last_group`, `graph_components` as there.
/// Throws what DiffusionMap throws, and D106 on weights that are distances.
/// Source: Belkin and Niyogi 2003, Laplacian eigenmaps for dimensionality reduction and data representation,
/// doi:10.1162/089976603321780317.
class LaplacianEigenmap {
 public:
  LaplacianEigenmap(const PointCloud& training, const LaplacianEigenmapsOptions& options, const Context& context = {});
  ~LaplacianEigenmap();
  LaplacianEigenmap(LaplacianEigenmap&&) noexcept;
  LaplacianEigenmap& operator=(LaplacianEigenmap&&) noexcept;

  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

 private:
  std::unique_ptr<const MarkovEmbedding> parts_;
  Embedding embedding_;
};

Embedding laplacian_eigenmaps(const PointCloud& points, const Split* split,
                              const LaplacianEigenmapsOptions& options = {}, const Context& context = {});
/// Of a graph whose weights are affinities; what makes a graph of points has no effect.
Embedding laplacian_eigenmaps(const WeightedGraph& graph, const LaplacianEigenmapsOptions& options = {},
                              const Context& context = {});

}  // namespace tessera
