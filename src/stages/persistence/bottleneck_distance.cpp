// SPDX-License-Identifier: MIT
#include "tessera/persistence/bottleneck_distance.hpp"

#include "stages/persistence/distance_parameters.hpp"

namespace tessera::stages {

StageSpec persistence_bottleneck_distance() {
  using Options = BottleneckDistanceOptions;
  return with_bars(
      stage("persistence.bottleneck_distance", &tessera::bottleneck_distances)
          .summary("Bottleneck distances between all pairs of barcodes, exact.")
          .source("Cohen-Steiner, Edelsbrunner, Harer 2007, Stability of persistence diagrams; Efrat, Itai, "
                  "Katz 2001, Geometry helps in bottleneck matching and related problems")
          .theorem("Equal to the interleaving distance of the modules; at most the largest difference of two "
                   "filter functions on one complex.")
          .input("in", "the barcodes"),
      &Options::degree, &Options::infinite_bars);
}

}  // namespace tessera::stages
