// SPDX-License-Identifier: MIT
#include "tessera/vectorization/landscape_1d.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_landscape_1d();

StageSpec vectorization_landscape_1d() {
  using Options = Landscape1dOptions;
  auto declared =
      stage("vectorization.landscape_1d", &tessera::landscape_1d)
          .summary(
              "Persistence landscapes: at every place of a grid, how far the k-th longest-lived class reaches both "
              "ways.")
          .source("Bubenik 2015, Statistical topological data analysis using persistence landscapes, JMLR 16(3)")
          .theorem(
              "1-Lipschitz from the bottleneck distance to the supremum norm, for all barcodes, tight (proofs: "
              "src/vectorization/one_parameter.md)");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .param(&Options::count, "count", "how many landscapes, from the first", between(1, 100000))
      .param(&Options::resolution, "resolution", "cells of the range; landscapes are taken at their centres",
             between(1, 1000000))
      .fitted(&Options::fit, &tessera::fit_bar_range<Options>);
}

}  // namespace tessera::stages
