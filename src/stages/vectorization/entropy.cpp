// SPDX-License-Identifier: MIT
#include "tessera/vectorization/entropy.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_entropy();

StageSpec vectorization_entropy() {
  using Options = EntropyOptions;
  auto declared = stage("vectorization.entropy", &tessera::entropy)
                      .summary("Persistent entropy, as a number or as the entropy summary function.")
                      .source(
                          "Atienza, Gonzalez-Diaz, Soriano-Trigueros 2020, On the stability of persistent entropy and "
                          "new summary functions for topological data analysis, doi:10.1016/j.patcog.2020.107509")
                      .theorem(
                          "continuous in the 1-Wasserstein distance (maximum norm), with the modulus r ln N - r ln r, "
                          "and not Lipschitz: no constant (proofs: src/vectorization/one_parameter.md). Values of the "
                          "function at points: no theorem");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .param(&Options::kind, "kind", "one number, or a curve",
             choices<EntropyKind>({{"number", EntropyKind::number}, {"curve", EntropyKind::curve}}))
      .param(&Options::value, "value", "of a cell of the curve: its mean, or its value at the centre", cell_values())
      .param(&Options::resolution, "resolution", "cells of the range of the curve", between(1, 1000000))
      .fitted(&Options::fit, &tessera::fit_bar_range<Options>);
}

}  // namespace tessera::stages
