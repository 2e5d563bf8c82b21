// SPDX-License-Identifier: MIT
// The parameters of an estimate of separability, for every stage that makes some.
#pragma once

#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/separability/persistence_separability.hpp"

#include <utility>

namespace tessera::stages {

/// What is measured, and on which rows.
template <class Builder>
auto with_persistence_parameters(Builder&& builder) {
  using Options = PersistenceSeparabilityOptions;
  using S = SeparabilityStatistic;
  return std::move(builder)
      .param(&Options::normalize, "normalize",
             "of each row, before distances are taken (distances are taken as they are)",
             choices<RowNormalization>({{"l2", RowNormalization::l2},
                                        {"layernorm", RowNormalization::layernorm},
                                        {"none", RowNormalization::as_is}}))
      .param(&Options::statistic, "statistic", "which statistic of the times is the value; all are recorded",
             choices<S>({{"one_minus_mean", S::one_minus_mean},
                         {"mean", S::mean},
                         {"median", S::median},
                         {"variance", S::variance},
                         {"coefficient_of_variation", S::coefficient_of_variation},
                         {"gap", S::gap},
                         {"max_over_median", S::max_over_median},
                         {"skewness", S::skewness},
                         {"z_max", S::z_max},
                         {"entropy", S::entropy},
                         {"share_above", S::share_above},
                         {"long_times", S::long_times},
                         {"gini", S::gini}}))
      .param(&Options::tau, "tau", "the statistic share_above counts times above this", strictly_between(0, 1))
      .param(&Options::scale_percentile, "scale_percentile",
             "times are divided by this percentile of theirs; below 100 a single outlier does not set the scale",
             positive(), at_most(100))
      .param(&Options::subsample, "subsample", "rows drawn for each replicate; 0 takes all rows once", at_least(0))
      .param(&Options::replicates, "replicates", "subsamples, when there are any", at_least(1))
      .param(&Options::density_shares, "density_shares",
             "shares of the densest rows, a slice of the density-Rips bifiltration each; the value is their mean")
      .param(&Options::density_neighbors, "density_neighbors",
             "which nearest neighbor measures codensity, for shares below 1", at_least(1));
}

/// The data without groups that it is compared with.
template <class Builder>
auto with_nulls(Builder&& builder) {
  using Options = PersistenceSeparabilityOptions;
  return std::move(builder)
      .param(&Options::null_replicates, "null_replicates", "data sets without groups to compare with", at_least(0))
      .param(
          &Options::null, "null",
          "of which: one normal cluster of the same mean and covariance, or the same columns, each shuffled by itself",
          choices<SeparabilityNull>(
              {{"gaussian", SeparabilityNull::gaussian}, {"shuffled", SeparabilityNull::shuffled}}));
}

}  // namespace tessera::stages
