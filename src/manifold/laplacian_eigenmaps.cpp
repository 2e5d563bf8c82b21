// SPDX-License-Identifier: MIT
// (D - W) f = l D f is P f = (1 - l) f for the random walk P = D^-1 W.
#include "tessera/manifold/laplacian_eigenmaps.hpp"

#include "manifold/markov_embedding.hpp"

namespace tessera {
namespace {

MarkovEmbeddingOptions markov_options(const LaplacianEigenmapsOptions& options) {
  return {.graph = {.kind = options.graph,
                    .neighbors = options.neighbors,
                    .radius = {},
                    .weights = options.weights,
                    .decay = options.decay,
                    .bandwidth = options.bandwidth,
                    .metric = options.metric},
          .chain = {.density_exponent = 0, .self_affinity = 0},
          .time = 0,
          .components = options.components};
}

Embedding with_laplacian_eigenvalues(Embedding embedding) {
  for (double& value : embedding.figures["eigenvalues"]) value = 1 - value;
  return embedding;
}

}  // namespace

LaplacianEigenmap::LaplacianEigenmap(const PointCloud& training, const LaplacianEigenmapsOptions& options,
                                     const Context& context)
    : parts_(std::make_unique<const MarkovEmbedding>(training, markov_options(options), context)),
      embedding_(with_laplacian_eigenvalues(parts_->embedding())) {}
LaplacianEigenmap::~LaplacianEigenmap() = default;
LaplacianEigenmap::LaplacianEigenmap(LaplacianEigenmap&&) noexcept = default;
LaplacianEigenmap& LaplacianEigenmap::operator=(LaplacianEigenmap&&) noexcept = default;

PointCloud LaplacianEigenmap::place(const PointCloud& others, const Context& context) const {
  return parts_->place(others, context);
}

Embedding laplacian_eigenmaps(const PointCloud& points, const Split* split, const LaplacianEigenmapsOptions& options,
                              const Context& context) {
  return embedded_with<LaplacianEigenmap>(points, split, options, context);
}

Embedding laplacian_eigenmaps(const WeightedGraph& graph, const LaplacianEigenmapsOptions& options,
                              const Context& context) {
  return with_laplacian_eigenvalues(markov_embedding(graph, markov_options(options), context));
}

}  // namespace tessera
