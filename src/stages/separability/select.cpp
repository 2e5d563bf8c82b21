// SPDX-License-Identifier: MIT
#include "stages/separability/persistence_parameters.hpp"
#include "tessera/separability/selection.hpp"

namespace tessera::stages {

StageSpec separability_select();

StageSpec separability_select() {
  using Options = SeparabilitySelectionOptions;
  return with_nulls(
             with_persistence_parameters(
                 stage("separability.select", &separability_selection)
                     .estimate()
                     .random(
                         [](const Options& options) { return options.subsample > 0 || options.null_replicates > 0; })
                     .summary("Ranks several representations of the same samples by separability, without labels, and "
                              "hands on the best.")
                     .source("Ghalyan, Gourgoulias et al. 2024, Estimating class separability of text embeddings with "
                             "persistent homology, arXiv:2305.15016; to choose by the excess over one cluster is ours")
                     .input("candidates", "features of the same samples in the same order")
                     .output("ranking", &SeparabilitySelection::ranking, "every candidate with its score")
                     .output("best", &SeparabilitySelection::best, "the features of the first")))
      .param(&Options::rule, "rule",
             "by the statistic, or by how many deviations of the null data it lies above their mean",
             choices<SelectionRule>({{"value", SelectionRule::value}, {"excess", SelectionRule::excess}}));
}

}  // namespace tessera::stages
