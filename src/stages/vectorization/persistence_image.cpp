// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_image.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_persistence_image();

StageSpec vectorization_persistence_image() {
  using Options = PersistenceImageOptions;
  return with_bars(
             stage("vectorization.persistence_image", &tessera::persistence_image)
                 .summary("Persistence image: weighted Gaussians at (birth, length) of the bars, integrated over the "
                          "pixels of a box.")
                 .source("Adams et al. 2017, Persistence images: a stable vector representation of persistent "
                         "homology, JMLR 18(8)")
                 .theorem("power >= 1: Lipschitz from the 1-Wasserstein distance (maximum norm) to the supremum norm "
                          "over the pixels, "
                          "and to their sum; constants in sigma and the longest bar, box and weight fixed (proofs: "
                          "src/vectorization/one_parameter.md). power < 1: none"),
             &Options::degree, &Options::infinite_bars)
      .param(&Options::bandwidth, "bandwidth",
             "sigma of the Gaussian, in the unit of the filtration; %range: of the lengths", positive(),
             quantity(Relative::percent_range))
      .param(&Options::power, "power", "exponent of the weight min(1, length / longest)", positive())
      .param(&Options::value, "value", "of a pixel: the integral over it, or the value at its centre",
             choices<PixelValue>({{"integral", PixelValue::integral}, {"centre", PixelValue::centre}}))
      .param(&Options::resolution, "resolution", "pixels along births and along lengths", between(1, 10000))
      .fitted(&Options::fit, &tessera::fit_persistence_image);
}

}  // namespace tessera::stages
