// SPDX-License-Identifier: MIT
#include "stages/rows.hpp"
#include "tessera/manifold/diffusion_information.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_shannon_entropy() {
  using Options = ShannonEntropyOptions;
  return stage("manifold.shannon_entropy", &tessera::shannon_entropy)
      .overload(on_rows<&tessera::shannon_entropy>)
      .estimate()
      .summary("The entropy of the cells of a grid that points fall into, in bits.")
      .source("Shannon 1948, A mathematical theory of communication, doi:10.1002/j.1538-7305.1948.tb01338.x")
      .note("reaches its maximum, log2 of the points, in few dimensions already")
      .param(&Options::bins, "bins", "equal bins between the least and the largest value of every coordinate",
             at_least(1));
}

}  // namespace tessera::stages
