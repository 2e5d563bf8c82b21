// SPDX-License-Identifier: MIT
#include "tessera/manifold/tsne.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_tsne();

StageSpec manifold_tsne() {
  using Options = TsneOptions;
  return stage("manifold.tsne", embedded_points<&tsne>)
      .overload(rows_to_rows<&tsne>)
      .summary("t-SNE: positions whose Student affinities are nearest to the Gaussian affinities of the points.")
      .source("van der Maaten and Hinton 2008; van der Maaten 2014, Accelerating t-SNE using tree-based algorithms")
      .note("distances between clusters, their sizes and densities mean nothing; descent finds a local minimum")
      .input("points", "points, or rows of features")
      .param(&Options::perplexity, "perplexity", "how many neighbors a point has, softly", at_least(1))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::iterations, "iterations", "steps of the descent")
      .param(&Options::exaggeration, "exaggeration", "of the attraction in the first iterations", at_least(1))
      .param(&Options::exaggerated_iterations, "exaggerated_iterations", "how many iterations those are")
      .param(&Options::learning_rate, "learning_rate", "step length", positive(),
             absent_means("n / exaggeration / 4, at least 50"))
      .param(&Options::angle, "angle",
             "cells narrower than this part of their distance count as one point (from 500 points on); 0: none does",
             between(0, 1))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices())
      .random();
}

}  // namespace tessera::stages
