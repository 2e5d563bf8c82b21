// SPDX-License-Identifier: MIT
#include "tessera/vectorization/betti_curve.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_betti_curve();

StageSpec vectorization_betti_curve() {
  using Options = BettiCurveOptions;
  auto declared =
      stage("vectorization.betti_curve", &tessera::betti_curve)
          .summary("Betti curve: how many bars are alive, in the mean over every cell of a grid or at its centre.")
          .source(
              "Umeda 2017, Time series classification via topological data analysis, doi:10.1527/tjsai.D-G72; Chung, "
              "Lawson 2022, Persistence curves, doi:10.1007/s10444-021-09893-4")
          .theorem(
              "means over cells of length h: 2 / h-Lipschitz from the 1-Wasserstein distance (maximum norm) to the "
              "supremum norm; h times their sum is 2-Lipschitz (proof: src/vectorization/one_parameter.md). Values at "
              "points: no theorem");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .param(&Options::value, "value", "of a cell: the mean of the curve over it, or its value at the centre",
             cell_values())
      .param(&Options::resolution, "resolution", "cells of the range", between(1, 1000000))
      .fitted(&Options::fit, &tessera::fit_bar_range<Options>);
}

}  // namespace tessera::stages
