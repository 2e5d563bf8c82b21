// SPDX-License-Identifier: MIT
#include "tessera/manifold/representation_phases.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_phases() {
  using Options = RepresentationPhasesOptions;
  return stage("manifold.phases",
               StageFunction<RepresentationPhases, Options, Collection<PointCloud>>(&representation_phases))
      .overload(StageFunction<RepresentationPhases, Options, FeatureMatrix>(&representation_phases))
      .estimate()
      .summary("Training cut into warmup, entropy-seeking and compression-seeking, at the largest rise of RankMe.")
      .source("after Li, Agrawal, Ghosh et al. 2025, arXiv:2509.23024; the cut at the largest rise is ours")
      .input("checkpoints", "a cloud each, in order, or one column of numbers with a row each")
      .param(&Options::smoothing, "smoothing", "checkpoints, an odd number, of a moving median", at_least(1))
      .param(&Options::least_change, "least_change", "share of the range below which a change is no phase", positive(),
             at_most(1));
}

}  // namespace tessera::stages
