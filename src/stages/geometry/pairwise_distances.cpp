// SPDX-License-Identifier: MIT
#include "tessera/geometry/pairwise_distances.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_pairwise_distances();

StageSpec geometry_pairwise_distances() {
  using Options = PairwiseDistancesOptions;
  return stage("geometry.pairwise_distances", &tessera::pairwise_distances)
      .summary("All distances between the points of a cloud, in any metric: what filtrations take in place of points.")
      .source("Deza and Deza 2016, Encyclopedia of Distances, doi:10.1007/978-3-662-52844-0")
      .input("points", "a point cloud")
      .param(&Options::metric, "metric", "how distances are measured", metric_choices())
      .param(&Options::power, "power", "p of Minkowski's metric (sum |x - y|^p)^(1/p), in place of the metric",
             between(1, infinity), absent_means("the metric"));
}

}  // namespace tessera::stages
