// SPDX-License-Identifier: MIT
#include "tessera/geometry/landmark_distance.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_landmark_distance();

StageSpec geometry_landmark_distance() {
  using Options = LandmarkDistanceOptions;
  return stage("geometry.landmark_distance",
               StageFunction<ScalarField, Options, PointCloud>(&tessera::landmark_distance))
      .overload(StageFunction<ScalarField, Options, DistanceMatrix>(&tessera::landmark_distance))
      .summary(
          "The distance from each point to the nearest landmark, chosen one by one, each farthest from the others.")
      .source(
          "Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5; de Silva and Carlsson 2004, "
          "doi:10.2312/SPBG/SPBG04/157-166")
      .theorem("1-Lipschitz in the point (metrics that obey the triangle inequality)")
      .input("in", "a point cloud, or pairwise distances: of a graph, those of geometry.graph_geodesics")
      .param(&Options::count, "count", "landmarks to choose; where there are fewer points, all are", at_least(1))
      .param(&Options::start, "start", "the first landmark, from 0",
             absent_means("that of farthest_subsample; of a matrix, the point of the largest sum of distances"))
      .param(&Options::landmarks, "landmarks", "the landmarks themselves, from 0; empty: they are chosen")
      .param(&Options::metric, "metric", "how distances between points are measured; a matrix has its own",
             metric_choices());
}

}  // namespace tessera::stages
