// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_image.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_persistence_image();

StageSpec vectorization_persistence_image() {
  using Options = PersistenceImageOptions;
  auto declared =
      stage("vectorization.persistence_image", &tessera::persistence_image)
          .summary(
              "Persistence image: weighted Gaussians at (birth, length) of the bars, integrated over the pixels of a "
              "box.")
          .source(
              "Adams et al. 2017, Persistence images: a stable vector representation of persistent homology, JMLR "
              "18(8)")
          .theorem(
              "power p >= 1, box and weight fixed, against the 1-Wasserstein distance (maximum norm), with c = 2 p / "
              "longest: values at centres K = max_r exp(-r^2 / 2 sigma^2) (sqrt(5) r / sigma^2 + c) / (2 pi sigma^2); "
              "integrals over pixels of area A min(A K, sqrt(5 / 2 pi) / sigma + c); the sum over all pixels sqrt(10 / "
              "pi) / sigma + c (proofs: src/vectorization/one_parameter.md). power < 1: none");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
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
