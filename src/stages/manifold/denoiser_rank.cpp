// SPDX-License-Identifier: MIT
#include "tessera/manifold/denoiser_rank.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_denoiser_rank() {
  using Options = DenoiserRankOptions;
  return stage("manifold.denoiser_rank", &tessera::denoiser_rank)
      .estimate()
      .random()
      .summary("How many directions the best denoiser of a mixture on subspaces keeps, at every level of noise.")
      .source(
          "Wang et al. 2024, Diffusion models learn low-dimensional distributions via subspace clustering, "
          "arXiv:2409.02426")
      .note("the mixture is normal on each subspace, with equal weights; the Jacobian is in closed form")
      .input("points", "where noise is added")
      .input("bases", "`dimension` orthonormal rows for each subspace, as clustering.subspaces gives them")
      .param(&Options::gammas, "gammas", "standard deviations of the noise, in units of a coordinate within a subspace")
      .param(&Options::dimension, "dimension", "rows of the bases that belong to one subspace", at_least(1))
      .param(&Options::energy, "energy", "a rank is the fewest directions with more than this share of the energy",
             strictly_between(0, 1));
}

}  // namespace tessera::stages
