// SPDX-License-Identifier: MIT
#include "tessera/separability/plateau.hpp"

#include "stages/separability/persistence_parameters.hpp"

namespace tessera::stages {
namespace {

template <class Epochs>
using SeparabilityOfEpochs = SeparabilityPlateauResult (*)(const Many<Epochs>&, const SeparabilityPlateauOptions&,
                                                           const Context&);

}  // namespace

StageSpec separability_plateau();

StageSpec separability_plateau() {
  using Options = SeparabilityPlateauOptions;
  return with_persistence_parameters(
             stage("separability.plateau", SeparabilityOfEpochs<Collection<PointCloud>>(&tessera::separability_plateau))
                 .overload(SeparabilityOfEpochs<FeatureMatrix>(&tessera::separability_plateau))
                 .estimate()
                 .random([](const Options& options) { return options.subsample > 0; })
                 .summary("From which epoch on the separability of embeddings no longer grows: when to stop training, "
                          "without labels.")
                 .source("Ghalyan, Gourgoulias et al. 2024, Estimating class separability of text embeddings with "
                         "persistent homology, arXiv:2305.15016")
                 .note("epochs come in the order given: files want numbers of one width, epoch_007.npy")
                 .note("the constants of the rule are ours: the source's are not public")
                 .input("epochs", "the embedding of each epoch: one file with all, or one file each")
                 .output("plateau", &SeparabilityPlateauResult::plateau, "the best epoch, and where to stop")
                 .output("curve", &SeparabilityPlateauResult::curve, "a row an epoch: its value, and smoothed"))
      .param(&Options::smoothing, "smoothing", "weight of the past in the moving average", between(0, 1))
      .param(&Options::gain, "gain", "least gain over the best so far, relative to it, that counts as progress",
             at_least(0))
      .param(&Options::patience, "patience", "epochs without progress after which training would stop", at_least(1));
}

}  // namespace tessera::stages
