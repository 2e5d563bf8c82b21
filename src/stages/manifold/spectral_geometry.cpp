// SPDX-License-Identifier: MIT
#include "tessera/manifold/spectral_geometry.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_spectral_geometry() {
  using Options = SpectralGeometryOptions;
  return stage("manifold.spectral_geometry", &tessera::spectral_geometry)
      .overload(on_rows<&tessera::spectral_geometry>)
      .estimate()
      .summary("How the variance of a representation is spread: RankMe, alpha-ReQ, participation ratio, ranks.")
      .source(
          "Li, Agrawal, Ghosh et al. 2025, arXiv:2509.23024; Garrido et al. 2023, arXiv:2210.02885; Agrawal et al. "
          "2022, alpha-ReQ; Roy and Vetterli 2007")
      .param(&Options::center, "center", "subtract the mean first; RankMe of singular values never does")
      .param(&Options::first, "first", "first eigenvalue that the power law is fitted to", at_least(1))
      .param(&Options::last, "last", "last eigenvalue that the power law is fitted to", at_least(2))
      .param(&Options::window, "window", "consecutive eigenvalues of each slope behind the robust exponent",
             at_least(2))
      .param(&Options::max_eigenvalues, "max_eigenvalues", "the largest are kept", at_least(1))
      .param(&Options::energy, "energy", "share of the variance that the numerical rank must pass",
             strictly_between(0, 1));
}

}  // namespace tessera::stages
