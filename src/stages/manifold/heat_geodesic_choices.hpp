// SPDX-License-Identifier: MIT
#pragma once

#include "stages/geometry/heat_choices.hpp"
#include "stages/geometry/laplacian_choices.hpp"
#include "stages/geometry/metric_choices.hpp"
#include "tessera/manifold/heat_geodesic.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <utility>

namespace tessera::stages {

/// What the distances and their embedding have in common.
template <class Stage>
auto with_heat_distance_parameters(Stage&& spec) {
  using Options = HeatDistanceOptions;
  using Kind = NeighborGraphKind;
  return std::forward<Stage>(spec)
      .param(&Options::graph, "graph", "which points are joined",
             choices<Kind>({{"knn", Kind::knn},
                            {"mutual", Kind::mutual},
                            {"radius", Kind::radius},
                            {"alpha_decay", Kind::alpha_decay},
                            {"fuzzy", Kind::fuzzy}}))
      .param(&Options::neighbors, "neighbors", "how many nearest points a point has in the graph", at_least(1))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices())
      .param(&Options::times, "times",
             "how long heat diffuses; of several the distances are averaged; none: the knee of its entropy", positive())
      .param(&Options::longest_time, "longest_time", "the longest time looked at for the knee", positive())
      .param(&Options::laplacian, "laplacian", "which Laplacian of the graph", laplacian_choices())
      .param(&Options::method, "method", "how the heat kernel is found", heat_method_choices())
      .param(&Options::tolerance, "tolerance", "error allowed to chebyshev", strictly_between(0, 1))
      .param(&Options::steps, "steps", "how many implicit steps euler takes", at_least(1))
      .param(&Options::eigenpairs, "eigenpairs", "how many waves low_rank keeps", at_least(1))
      .param(&Options::harnack, "harnack", "how much of the volume that heat has spread over is made up for",
             at_least(0.0))
      .param(&Options::floor, "floor", "added to all heat, so that none at all is at a finite distance",
             strictly_between(0, 1))
      .param(&Options::exponent, "exponent", "power of the distance at one time", positive())
      .param(&Options::denoise, "denoise", "the part of the distance taken from how differently two points see all",
             between(0, 1));
}

}  // namespace tessera::stages
