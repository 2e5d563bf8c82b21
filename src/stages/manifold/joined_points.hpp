// SPDX-License-Identifier: MIT
// The inputs of eigenmaps, and how points become the graph that they work on.
#pragma once

#include "stages/geometry/metric_choices.hpp"
#include "tessera/geometry/neighbor_graph.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <utility>

namespace tessera::stages {

template <class Options, class Builder>
auto with_joined_points(Builder&& builder) {
  using Kind = NeighborGraphKind;
  return std::move(builder)
      .input("points", "points, rows of features, or a graph of affinities")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::graph, "graph", "which points are joined",
             choices<Kind>({{"knn", Kind::knn}, {"alpha_decay", Kind::alpha_decay}}))
      .param(&Options::neighbors, "neighbors", "how many nearest points a point has in the graph", at_least(1))
      .param(&Options::decay, "decay", "exponent p of the affinity exp(-(d/bandwidth)^p)", positive(),
             absent_means("40 for alpha_decay, else 2"))
      .param(&Options::bandwidth, "bandwidth", "the distance at which an affinity is exp(-1)", positive(),
             absent_means("each point's distance to its last neighbor"))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices());
}

}  // namespace tessera::stages
