// SPDX-License-Identifier: MIT
#include "tessera/geometry/distance_to_measure.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_distance_to_measure() {
  using Options = DistanceToMeasureOptions;
  return stage("geometry.distance_to_measure", &distance_to_measure)
      .summary("The p-mean of the distances from each point to the nearest share of all points, itself among them.")
      .source(
          "Chazal, Cohen-Steiner, Merigot 2011, Geometric inference for probability measures, "
          "doi:10.1007/s10208-011-9098-0")
      .theorem(
          "1-Lipschitz in the point; moves by at most W_p / mass^(1/p) when the uniform measure on the points moves by "
          "W_p "
          "in Wasserstein distance (metrics that obey the triangle inequality)")
      .note("a mass of at most one point gives 0 everywhere, with a warning")
      .input("points", "a point cloud")
      .param(&Options::mass, "mass", "share of the points that a ball must hold; the last one counts by its fraction",
             positive(), at_most(1))
      .param(&Options::power, "power", "p of the mean", at_least(1))
      .param(&Options::metric, "metric", "how distances are measured", metric_choices());
}

}  // namespace tessera::stages
