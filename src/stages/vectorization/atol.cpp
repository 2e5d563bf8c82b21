// SPDX-License-Identifier: MIT
#include "tessera/vectorization/atol.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_atol();

StageSpec vectorization_atol() {
  using Options = AtolOptions;
  auto declared =
      stage("vectorization.atol", &tessera::atol)
          .random()
          .summary("Codebook of bars: centres by k-means on the training bars, and what each sees of a barcode.")
          .source(
              "Royer, Chazal, Levrard, Umeda, Ike 2021, ATOL: measure vectorization for automatic "
              "topologically-oriented learning, AISTATS")
          .theorem(
              "weight length, centres fixed: (a / s + 2 / longest)-Lipschitz from the 1-Wasserstein distance (maximum "
              "norm) to the supremum norm, s the least scale, a = 2 exp(-1/2) (gaussian) or sqrt(2) (laplacian) "
              "(proof: src/vectorization/one_parameter.md). weight one: none for barcodes");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .param(&Options::centres, "centres", "of the codebook: a column each", between(1, 10000))
      .param(&Options::contrast, "contrast", "how what a centre sees falls with the distance",
             choices<AtolContrast>({{"gaussian", AtolContrast::gaussian}, {"laplacian", AtolContrast::laplacian}}))
      .param(&Options::weight, "weight", "what a bar counts: 1, or its length over the longest",
             choices<AtolWeight>({{"one", AtolWeight::one}, {"length", AtolWeight::length}}))
      .param(&Options::restarts, "restarts", "seeded starts of k-means; the best is kept", between(1, 1000))
      .fitted(&Options::fit, &tessera::fit_atol);
}

}  // namespace tessera::stages
