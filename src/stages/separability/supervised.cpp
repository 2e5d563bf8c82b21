// SPDX-License-Identifier: MIT
#include "tessera/separability/supervised.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec separability_supervised();

StageSpec separability_supervised() {
  using Options = LinearProbeOptions;
  return stage("separability.supervised", on_rows<&supervised_separability>)
      .overload(&supervised_separability)
      .estimate()
      .random()
      .summary("How far known classes stand apart: what estimates without labels are checked against.")
      .source(
          "Fisher 1936; Calinski and Harabasz 1974; Thornton 1998; Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7")
      .note("the probe is logistic regression on standardised columns, cross-validated over stratified folds")
      .input("features", "rows of known class")
      .input("labels", "their classes")
      .param(&Options::folds, "folds", "of the cross-validation; at most as many as the smallest class has rows",
             at_least(2))
      .param(&Options::penalty, "penalty", "of half the squared weights, against the sum of the losses", positive())
      .param(&Options::replicates, "replicates", "ways to deal the rows into folds", at_least(1));
}

}  // namespace tessera::stages
