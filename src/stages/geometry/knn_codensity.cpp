// SPDX-License-Identifier: MIT
#include "tessera/geometry/knn_codensity.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_knn_codensity() {
  using Options = KnnCodensityOptions;
  return stage("geometry.knn_codensity", &knn_codensity)
      .summary("The distance from each point to its k-th nearest other point: small where points are dense.")
      .source("Blumberg and Lesnick 2024, Stability of 2-parameter persistent homology, doi:10.1007/s10208-022-09576-6")
      .theorem("moves by at most 2 h when every point moves by at most h (metrics that obey the triangle inequality)")
      .input("points", "a point cloud")
      .param(&Options::neighbors, "neighbors", "k: which nearest other point", at_least(1))
      .param(&Options::metric, "metric", "how distances are measured", metric_choices());
}

}  // namespace tessera::stages
