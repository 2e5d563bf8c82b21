// SPDX-License-Identifier: MIT
#include "tessera/separability/persistence_separability.hpp"

#include "stages/separability/persistence_parameters.hpp"

namespace tessera::stages {
namespace {

template <class Rows>
using Separability = SeparabilityEstimate (*)(const Rows&, const PersistenceSeparabilityOptions&, const Context&);

}  // namespace

StageSpec separability_persistence() {
  using Options = PersistenceSeparabilityOptions;
  return with_nulls(with_persistence_parameters(
                        stage("separability.persistence", Separability<FeatureMatrix>(&persistence_separability))
                            .overload(Separability<PointCloud>(&persistence_separability))
                            .overload(Separability<DistanceMatrix>(&persistence_separability))
                            .estimate()
                            .random([](const Options& options) {
                              return options.subsample > 0 || options.null_replicates > 0;
                            })
                            .summary("How far groups stand apart, without labels: a statistic of the normalised "
                                     "degree-0 persistence times.")
                            .source("Ghalyan, Gourgoulias et al. 2024, Estimating class separability of text "
                                    "embeddings with persistent "
                                    "homology, "
                                    "arXiv:2305.15016")
                            .note("the statistic is a reconstruction: the source's score of the times is not public in "
                                  "closed form")
                            .note("without subsamples and nulls nothing is random, no seed is needed, and neither "
                                  "numbering nor scale "
                                  "matter")
                            .input("features", "rows to tell apart: features, points, or distances between them")))
      .param(&Options::confidence, "confidence",
             "of the interval over the subsamples; rows stand apart from the nulls when p is at most 1 - confidence",
             strictly_between(0, 1))
      .param(&Options::bins, "bins", "of the histogram of times over [0, 1]", at_least(1));
}

}  // namespace tessera::stages
