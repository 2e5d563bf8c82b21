// SPDX-License-Identifier: MIT
#include "tessera/manifold/pca.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_pca();

StageSpec manifold_pca() {
  using Options = PcaOptions;
  return stage("manifold.pca", embedded_points<&pca>)
      .overload(rows_to_rows<&pca>)
      .summary("Principal components: coordinates along the directions that hold most of the variance.")
      .source("Jolliffe 2002, Principal Component Analysis, doi:10.1007/b98835")
      .theorem("no other projection to as few coordinates keeps more of the variance")
      .input("points", "points, or rows of features")
      .input("split", "which rows make the components; the others are placed")
      .param(&Options::components, "components", "how many coordinates, at most the dimension", at_least(1))
      .param(&Options::variance_share, "variance_share",
             "as few coordinates as hold this share of the variance, in place of components",
             absent_means("components decides"))
      .param(&Options::center, "center", "whether the mean is subtracted first")
      .param(&Options::whiten, "whiten", "whether every coordinate is divided by its standard deviation");
}

}  // namespace tessera::stages
