// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_landscape.hpp"
#include "stages/vectorization/summand_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_summand_landscape();

StageSpec vectorization_summand_landscape() {
  using Options = SummandLandscapeOptions;
  auto builder =
      stage("vectorization.summand_landscape", &tessera::summand_landscape)
          .summary("Multigraded landscapes of a module from its decomposition, at the centres of the pixels.")
          .source("Vipond 2020, Multiparameter persistence landscapes, JMLR 21(61)")
          .theorem(
              "for all modules and without hypotheses every lambda_k moves at every pixel by at most d_I, in "
              "scaled units; approximate summands add g + h/2")
          .input("in", "the decompositions, all with one axis scale")
          .param(&Options::count, "count", "how many landscapes, lambda_1 first", between(1, 1000));
  return with_pixels(std::move(builder)).fitted(&Options::fit, &tessera::fit_summand_landscape);
}

}  // namespace tessera::stages
