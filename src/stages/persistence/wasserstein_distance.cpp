// SPDX-License-Identifier: MIT
#include "tessera/persistence/wasserstein_distance.hpp"

#include "stages/persistence/distance_parameters.hpp"

namespace tessera::stages {

StageSpec persistence_wasserstein_distance() {
  using Options = WassersteinDistanceOptions;
  return with_bars(
      stage("persistence.wasserstein_distance", &tessera::wasserstein_distances)
          .summary("Wasserstein distances between all pairs of barcodes, with a proved error or none.")
          .source("Cohen-Steiner, Edelsbrunner, Harer, Mileyko 2010, Lipschitz functions have L_p-stable "
                  "persistence; Kerber, Morozov, Nigmetov 2017, Geometry helps to compare persistence diagrams")
          .theorem("order 1, norm inf: at most the sum over all cells of |f - g|, for f and g that filter one "
                   "finite complex.")
          .input("in", "the barcodes")
          .param(&Options::order, "order", "p: lengths are raised to this power and added", between(1, 16))
          .param(&Options::norm, "norm", "q: the norm in which bars are compared as points of the plane",
                 between(1, infinity))
          .param(&Options::relative_error, "relative_error",
                 "the result is at most this share above the distance, and not below it; 0: exact", between(0, 1000)),
      &Options::degree, &Options::infinite_bars);
}

}  // namespace tessera::stages
