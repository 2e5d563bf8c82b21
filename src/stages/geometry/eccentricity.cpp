// SPDX-License-Identifier: MIT
#include "tessera/geometry/eccentricity.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_eccentricity();

StageSpec geometry_eccentricity() {
  using Options = EccentricityOptions;
  return stage("geometry.eccentricity", StageFunction<ScalarField, Options, PointCloud>(&tessera::eccentricity))
      .overload(StageFunction<ScalarField, Options, DistanceMatrix>(&tessera::eccentricity))
      .summary("How far each point is from all of them: the p-mean of its distances, or the largest.")
      .source("Singh, Memoli and Carlsson 2007, doi:10.2312/SPBG/SPBG07/091-100")
      .theorem("moves by at most 2 h when every point moves by at most h (metrics that obey the triangle inequality)")
      .input("in", "a point cloud, or pairwise distances: of a graph, those of geometry.graph_geodesics")
      .param(&Options::power, "power", "p of the mean; inf: the largest distance", between(1, infinity))
      .param(&Options::metric, "metric", "how distances between points are measured; a matrix has its own",
             metric_choices());
}

}  // namespace tessera::stages
