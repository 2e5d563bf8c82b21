// SPDX-License-Identifier: MIT
#include "tessera/decomposition/indecomposables.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec decomposition_indecomposables() {
  using Options = IndecomposablesOptions;
  return stage<1, 4>("decomposition.indecomposables", [](auto n) { return &tessera::indecomposables<n()>; })
      .summary("The decomposition of a module into indecomposable modules, exact, each presented minimally.")
      .source(
          "Dey, Jendrysiak, Kerber 2025, Decomposing multiparameter persistence modules; Dey and Xin 2022, Generalized "
          "persistence algorithm for decomposing multiparameter persistence modules")
      .theorem(
          "Unique up to isomorphism and order (Krull, Schmidt, Azumaya). The grades of the blocks do not depend on "
          "labels or on the presentation; the matrix within a block is one of many.")
      .note("A small change of the data can merge two indecomposables into one.")
      .input("in", "the module")
      .param(&Options::change_of_basis, "change_of_basis", "also give the new generators as sums of the old")
      .param(&Options::cycles, "cycles",
             "also give a representative cycle for every generator; the module must have them")
      .param(&Options::work_limit, "work_limit", "steps of linear systems that may be taken", positive());
}

}  // namespace tessera::stages
