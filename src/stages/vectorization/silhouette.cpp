// SPDX-License-Identifier: MIT
#include "tessera/vectorization/silhouette.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_silhouette();

StageSpec vectorization_silhouette() {
  using Options = SilhouetteOptions;
  auto declared = stage("vectorization.silhouette", &tessera::silhouette)
                      .summary("Silhouette: the mean of the tents over the bars, weighted by a power of their lengths.")
                      .source(
                          "Chazal, Fasy, Lecci, Rinaldo, Wasserman 2014, Stochastic convergence of persistence "
                          "landscapes and silhouettes, doi:10.1145/2582112.2582128")
                      .theorem(
                          "power p >= 1: (p + 1)^2 / (4 p)-Lipschitz from the 1-Wasserstein distance (maximum norm) to "
                          "the supremum norm, without hypotheses, sharp (proof: src/vectorization/one_parameter.md). "
                          "No theorem for p < 1, nor in the bottleneck distance");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .param(&Options::power, "power", "exponent of the weights; 0 is the plain mean", at_least(0))
      .param(&Options::resolution, "resolution", "cells of the range; the silhouette is taken at their centres",
             between(1, 1000000))
      .fitted(&Options::fit, &tessera::fit_bar_range<Options>);
}

}  // namespace tessera::stages
