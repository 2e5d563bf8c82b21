// SPDX-License-Identifier: MIT
#include "tessera/persistence/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_hilbert_function() {
  using Options = HilbertFunctionOptions;
  return stage("persistence.hilbert_function", &tessera::hilbert_function)
      .summary("Dimension of the module at every grade, or on a regular grid.")
      .source("Lesnick and Wright 2022, Computing minimal presentations and bigraded Betti numbers, section 1")
      .input("in", "the module")
      .param(&Options::resolution, "resolution", "points per axis of a regular grid over the grades", at_least(1),
             absent_means("every grade at which it can change"));
}

}  // namespace tessera::stages
