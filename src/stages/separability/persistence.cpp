// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/separability/persistence_separability.hpp"

namespace tessera::stages {
namespace {

template <class Rows>
using Separability = SeparabilityEstimate (*)(const Rows&, const PersistenceSeparabilityOptions&, const Context&);

Constraint statistic_choices() {
  using S = SeparabilityStatistic;
  return choices<S>({{"one_minus_mean", S::one_minus_mean},
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
                     {"gini", S::gini}});
}

}  // namespace

StageSpec separability_persistence() {
  using Options = PersistenceSeparabilityOptions;
  return stage("separability.persistence", Separability<FeatureMatrix>(&persistence_separability))
      .overload(Separability<PointCloud>(&persistence_separability))
      .overload(Separability<DistanceMatrix>(&persistence_separability))
      .estimate()
      .random([](const Options& options) { return options.subsample > 0 || options.null_replicates > 0; })
      .summary("How far groups stand apart, without labels: a statistic of the normalised degree-0 persistence times.")
      .source(
          "Ghalyan, Gourgoulias et al. 2024, Estimating class separability of text embeddings with persistent "
          "homology, "
          "arXiv:2305.15016")
      .note("the statistic is a reconstruction: the source's score of the times is not public in closed form")
      .note("without subsamples and nulls nothing is random, no seed is needed, and neither numbering nor scale matter")
      .input("features", "rows to tell apart: features, points, or distances between them")
      .param(&Options::normalize, "normalize",
             "of each row, before distances are taken (distances are taken as they are)",
             choices<RowNormalization>({{"l2", RowNormalization::l2},
                                        {"layernorm", RowNormalization::layernorm},
                                        {"none", RowNormalization::as_is}}))
      .param(&Options::statistic, "statistic", "which statistic of the times is the value; all are recorded",
             statistic_choices())
      .param(&Options::tau, "tau", "the statistic share_above counts times above this", strictly_between(0, 1))
      .param(&Options::scale_percentile, "scale_percentile",
             "times are divided by this percentile of theirs; below 100 a single outlier does not set the scale",
             positive(), at_most(100))
      .param(&Options::subsample, "subsample", "rows drawn for each replicate; 0 takes all rows once", at_least(0))
      .param(&Options::replicates, "replicates", "subsamples, when there are any", at_least(1))
      .param(&Options::confidence, "confidence", "of the interval over the subsamples", strictly_between(0, 1))
      .param(&Options::null_replicates, "null_replicates", "data sets without groups to compare with", at_least(0))
      .param(
          &Options::null, "null",
          "of which: one normal cluster of the same mean and covariance, or the same columns, each shuffled by itself",
          choices<SeparabilityNull>(
              {{"gaussian", SeparabilityNull::gaussian}, {"shuffled", SeparabilityNull::shuffled}}))
      .param(&Options::density_shares, "density_shares",
             "shares of the densest rows, a slice of the density-Rips bifiltration each; the value is their mean")
      .param(&Options::density_neighbors, "density_neighbors",
             "which nearest neighbor measures codensity, for shares below 1", at_least(1))
      .param(&Options::bins, "bins", "of the histogram of times over [0, 1]", at_least(1));
}

}  // namespace tessera::stages
