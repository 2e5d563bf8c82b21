// SPDX-License-Identifier: MIT
#include "tessera/separability/selection.hpp"

#include "separability/time_statistics.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = SeparabilitySelectionOptions;

void check_candidates(const Many<FeatureMatrix>& candidates, const Options& options) {
  if (candidates.size() == 0) throw Error(codes::too_few, "needs at least one candidate, got none");
  if (options.statistic == SeparabilityStatistic::variance)
    throw Error(codes::bad_request, "needs a statistic that grows or falls with separation, got variance")
        .within("statistic");
  if (options.rule == SelectionRule::excess && options.null_replicates < 2)
    throw Error(codes::bad_request,
                fmt::format("needs at least 2 for the rule excess, got {}", options.null_replicates))
        .within("null_replicates");
  for (Index k = 1; k < candidates.size(); ++k)
    if (candidates[k].ids != candidates[0].ids)
      throw Error(codes::bad_shape, fmt::format("'{}' and '{}' do not hold the same samples in the same order",
                                                candidates.name(0), candidates.name(k)));
}

double score_of(const SeparabilityEstimate& estimate, const Options& options) {
  const double sense = falls_with_separation(options.statistic) ? -1 : 1;
  if (options.rule == SelectionRule::value) return sense * estimate.value;
  const auto& nulls = estimate.null_values;
  const double count = double(nulls.size()), mean = std::accumulate(nulls.begin(), nulls.end(), 0.0) / count;
  double squares = 0;
  for (const double null : nulls) squares += (null - mean) * (null - mean);
  return sense * (estimate.value - mean) / std::max(std::sqrt(squares / (count - 1)), 1e-12);
}

bool is_constant(const FeatureMatrix& features) {
  for (Index sample = 1; sample < features.rows(); ++sample)
    if (!std::ranges::equal(features.row(sample), features.row(0))) return false;
  return true;
}

}  // namespace

SeparabilitySelection separability_selection(const Many<FeatureMatrix>& candidates, const Options& options,
                                             const Context& context) {
  check_candidates(candidates, options);

  SeparabilityRanking ranking;
  std::vector<std::optional<double>> scores;
  for (Index k = 0; k < candidates.size(); ++k) {
    ranking.candidates.push_back(candidates.name(k));
    if (candidates[k].rows() > 1 && is_constant(candidates[k])) {
      context.warn(fmt::format("the rows of '{}' are all equal: it comes last", candidates.name(k)));
      ranking.estimates.emplace_back();
      scores.emplace_back();
      continue;
    }
    try {
      ranking.estimates.push_back(persistence_separability(candidates[k], options, context));
    } catch (Error& error) {
      throw error.within(candidates.name(k));
    }
    scores.emplace_back(score_of(ranking.estimates.back(), options));
    context.progress(k + 1, candidates.size());
  }

  double worst = 0;
  for (const auto& score : scores)
    if (score) worst = std::min(worst, *score);
  for (const auto& score : scores) ranking.scores.push_back(score.value_or(worst));
  ranking.order.resize(candidates.size());
  std::iota(ranking.order.begin(), ranking.order.end(), Index{0});
  std::ranges::stable_sort(ranking.order, [&](Index a, Index b) {
    if (scores[a].has_value() != scores[b].has_value()) return scores[a].has_value();
    return ranking.scores[a] > ranking.scores[b];
  });

  const Index best = ranking.order.front();
  return {std::move(ranking), candidates[best]};
}

std::string summary(const SeparabilityRanking& ranking) {
  std::string text = fmt::format("'{}' sets groups furthest apart", ranking.candidates[ranking.order.front()]);
  for (const Index k : ranking.order)
    text +=
        fmt::format("\n  {:10.4f}  {}{}", ranking.scores[k], ranking.candidates[k],
                    ranking.estimates[k].p_value ? fmt::format("  (p = {:.3g})", *ranking.estimates[k].p_value) : "");
  return text;
}

FittedValues figures(const SeparabilityRanking& ranking) {
  FittedValues all{{"scores", ranking.scores}, {"order", {ranking.order.begin(), ranking.order.end()}}};
  for (const auto& estimate : ranking.estimates) all["values"].push_back(estimate.value);
  return all;
}

}  // namespace tessera
