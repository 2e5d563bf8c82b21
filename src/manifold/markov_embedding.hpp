// SPDX-License-Identifier: MIT
// Coordinates by eigenvectors of a Markov chain on the neighbor graph of points, and Nystrom's extension.
#pragma once

#include "tessera/geometry/graph_laplacian.hpp"
#include "tessera/geometry/neighbor_graph.hpp"
#include "tessera/manifold/embedding.hpp"

#include <span>
#include <utility>

namespace tessera {

struct MarkovEmbeddingOptions {
  NeighborGraphOptions graph;
  DiffusionOperatorOptions chain;
  double time = 0;
  Index components = 2;
};

/// |l|^time psi of the largest eigenvalues of the chain but the constant's; see DiffusionMap. Throws D106 on a graph of
/// points that is neither knn nor alpha_decay, weights that are distances, no components, a bad time.
Embedding markov_embedding(const WeightedGraph& graph, const MarkovEmbeddingOptions& options, const Context& context);

class MarkovEmbedding {
 public:
  MarkovEmbedding(const PointCloud& training, const MarkovEmbeddingOptions& options, const Context& context);
  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context) const;

 private:
  using Neighbors = std::span<const std::pair<double, Index>>;
  std::vector<std::pair<Index, double>> transitions_from(Neighbors nearest) const;
  double affinity(double distance, double bandwidth, Index point) const;

  PointCloud training_;
  MarkovEmbeddingOptions options_;
  double decay_ = 2;
  std::vector<double> last_distances_;  // of every point: to its last neighbor
  std::vector<double> row_sums_;        // of the affinities
  Embedding embedding_;
};

}  // namespace tessera
