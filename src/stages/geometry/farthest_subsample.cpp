// SPDX-License-Identifier: MIT
#include "tessera/geometry/farthest_subsample.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_farthest_subsample() {
  using Options = FarthestSubsampleOptions;
  return stage("geometry.farthest_subsample", &farthest_subsample)
      .summary("Points chosen one by one, each farthest from those before.")
      .source(
          "Gonzalez 1985, Clustering to minimize the maximum intercluster distance, doi:10.1016/0304-3975(85)90224-5")
      .theorem(
          "every point lies within the next radius of those chosen: at most twice the best possible for as many "
          "centres")
      .note(
          "begins with the point farthest from the centre of the bounding box; ties go to the lexicographically least "
          "coordinates, so the numbering of the points does not matter")
      .input("points", "a point cloud")
      .output("points", &FarthestSubsample::points, "the chosen points, in the order of their choice")
      .output("radii", &FarthestSubsample::radii,
              "of each chosen point, its distance to those before; the first has the second's")
      .param(&Options::count, "count", "points to choose; a smaller cloud is kept whole", at_least(1))
      .param(&Options::metric, "metric", "how distances are measured", metric_choices());
}

}  // namespace tessera::stages
