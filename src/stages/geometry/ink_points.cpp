// SPDX-License-Identifier: MIT
#include "tessera/geometry/ink_points.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_ink_points() {
  using Options = InkPointsOptions;
  return stage("geometry.ink_points", &ink_points)
      .summary("The inked pixels of an image as points (column, row), with their ink as values.")
      .source("Garin and Tauzin 2019, A topological reading lesson: classification of MNIST using TDA, section III")
      .input("image", "a grey image")
      .output("points", &InkPoints::points, "one point a pixel with ink")
      .output("values", &InkPoints::values, "the ink of each point")
      .param(&Options::threshold, "threshold", "ink up to this value counts as none");
}

}  // namespace tessera::stages
