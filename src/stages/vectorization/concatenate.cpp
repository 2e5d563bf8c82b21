// SPDX-License-Identifier: MIT
#include "tessera/vectorization/concatenate.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_concatenate();

StageSpec vectorization_concatenate() {
  return stage("vectorization.concatenate", &tessera::concatenate)
      .summary("Features of several branches side by side; columns begin with the name of their branch.")
      .source("the sup norm of a pair is the larger of the two norms")
      .theorem(
          "in the sup norm over the columns the constant is the largest of the branches', and none if one has none")
      .input("in", "the feature matrices, of the same samples in the same order");
}

}  // namespace tessera::stages
