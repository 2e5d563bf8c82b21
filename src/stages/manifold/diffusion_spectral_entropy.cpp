// SPDX-License-Identifier: MIT
#include "stages/manifold/diffusion_choices.hpp"
#include "stages/rows.hpp"

namespace tessera::stages {

StageSpec manifold_diffusion_spectral_entropy() {
  using Options = DiffusionEntropyOptions;
  using Spectrum = DiffusionSpectrum;
  return stage("manifold.diffusion_spectral_entropy", &tessera::diffusion_spectral_entropy)
      .overload(on_rows<&tessera::diffusion_spectral_entropy>)
      .estimate()
      .random([](const Options& options) { return options.max_points > 0; })
      .summary("How many directions diffusion on the points keeps apart, in bits: the entropy of its spectrum.")
      .source("Liao, Liu et al. 2024, Assessing neural network representations during training, arXiv:2312.04823")
      .note("the source takes sigma = 10, which means nothing for data of another scale: give it to compare")
      .param(&Options::sigma, "sigma", "bandwidth of the Gaussian kernel; relative to pairwise distances", positive(),
             quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::t, "t", "diffusion times, an entropy for each; noise dies out as they grow", positive())
      .param(&Options::norm, "norm", "walk, or anisotropic, which discounts the density of the sample",
             diffusion_norm_choices())
      .param(&Options::max_points, "max_points", "more points than these are sampled; 0 takes all", at_least(0))
      .param(&Options::spectrum, "spectrum",
             "all eigenvalues, or the leading ones with a proven bound on what the others change",
             choices<Spectrum>(
                 {{"automatic", Spectrum::automatic}, {"exact", Spectrum::exact}, {"partial", Spectrum::partial}}))
      .param(&Options::tolerance, "tolerance", "bits to which a partial spectrum must give every entropy", positive());
}

}  // namespace tessera::stages
