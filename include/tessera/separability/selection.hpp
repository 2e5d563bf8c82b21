// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/many.hpp"
#include "tessera/separability/persistence_separability.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// By what candidates are ranked: the statistic itself (its negative where it falls with separation), or how many
/// deviations of the null data's values lie between it and their mean. The first compares representations of one shape;
/// the second also those of different width, for separation of one cluster depends on its dimension.
enum class SelectionRule { value, excess };

struct SeparabilitySelectionOptions : PersistenceSeparabilityOptions {
  SelectionRule rule = SelectionRule::excess;
  SeparabilitySelectionOptions() { null_replicates = 20; }
};

struct SeparabilityRanking {
  static constexpr std::string_view artifact = "SeparabilityRanking";
  static constexpr std::string_view meaning = "which of several representations sets groups furthest apart";

  std::vector<std::string> candidates;          // in the order given
  std::vector<SeparabilityEstimate> estimates;  // of each
  std::vector<double> scores;                   // what they are ranked by
  std::vector<Index> order;                     // candidates by falling score, equal ones as given
};

struct SeparabilitySelection {
  SeparabilityRanking ranking;
  FeatureMatrix best;  // the first of the ranking
};

/// Ranks features of the same samples by separability, without labels. Candidates whose rows are all equal come last,
/// with the score of the worst and a warning. The deviation of nulls that are all equal counts as 1e-12.
/// Throws D103 without candidates, D102 unless all have the same ids in the same order, D106 for the variance (which
/// has no sense) and for the rule excess with fewer than two nulls, and what persistence_separability throws.
SeparabilitySelection separability_selection(const Many<FeatureMatrix>& candidates,
                                             const SeparabilitySelectionOptions& options = {},
                                             const Context& context = {});

std::string summary(const SeparabilityRanking& ranking);
FittedValues figures(const SeparabilityRanking& ranking);

}  // namespace tessera
