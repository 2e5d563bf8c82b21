// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_map.hpp"

#include "manifold/markov_embedding.hpp"

namespace tessera {
namespace {

MarkovEmbeddingOptions markov_options(const DiffusionMapOptions& options) {
  return {.graph = {.kind = options.graph,
                    .neighbors = options.neighbors,
                    .radius = {},
                    .decay = options.decay,
                    .bandwidth = options.bandwidth,
                    .metric = options.metric},
          .chain = {.density_exponent = options.density_exponent, .self_affinity = 1},
          .time = options.time,
          .components = options.components};
}

}  // namespace

DiffusionMap::DiffusionMap(const PointCloud& training, const DiffusionMapOptions& options, const Context& context)
    : parts_(std::make_unique<const MarkovEmbedding>(training, markov_options(options), context)) {}
DiffusionMap::~DiffusionMap() = default;
DiffusionMap::DiffusionMap(DiffusionMap&&) noexcept = default;
DiffusionMap& DiffusionMap::operator=(DiffusionMap&&) noexcept = default;

const Embedding& DiffusionMap::embedding() const noexcept { return parts_->embedding(); }
PointCloud DiffusionMap::place(const PointCloud& others, const Context& context) const {
  return parts_->place(others, context);
}

Embedding diffusion_map(const PointCloud& points, const Split* split, const DiffusionMapOptions& options,
                        const Context& context) {
  return embedded_with<DiffusionMap>(points, split, options, context);
}

Embedding diffusion_map(const WeightedGraph& graph, const DiffusionMapOptions& options, const Context& context) {
  return markov_embedding(graph, markov_options(options), context);
}

}  // namespace tessera
