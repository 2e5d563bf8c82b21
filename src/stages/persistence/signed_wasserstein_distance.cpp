// SPDX-License-Identifier: MIT
#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include "stages/persistence/distance_parameters.hpp"

namespace tessera::stages {

StageSpec persistence_signed_wasserstein_distance() {
  using Options = SignedWassersteinDistanceOptions;
  return with_measures(
      stage<1, 4>("persistence.signed_wasserstein_distance",
                  [](auto n) { return &tessera::signed_wasserstein_distances<n()>; })
          .summary("Kantorovich-Rubinstein distances between all pairs of signed measures (Hilbert, Euler).")
          .source("Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, Stable vectorization of multiparameter persistent "
                  "homology using signed barcodes as measures, arXiv:2306.03801")
          .theorem("axis_scale none, one whole complex filtered by f and by g: Euler measures KR(f, g) <= |f - g|_1; "
                   "Hilbert "
                   "measures, N <= 2, KR(f, g) <= N |f - g|_1.")
          .input("in", "the signed barcodes, of free modules")
          .param(&Options::norm, "norm", "q: points are moved in the l_q norm, in scaled units", between(1, infinity))
          .param(&Options::relative_error, "relative_error",
                 "the result is at most this share above the distance, and not below it; 0: exact", between(0, 1000)),
      &Options::axis_scale, &Options::unequal_mass);
}

}  // namespace tessera::stages
