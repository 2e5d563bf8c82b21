// SPDX-License-Identifier: MIT
#include "tessera/manifold/umap.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_umap();

StageSpec manifold_umap() {
  using Options = UmapOptions;
  return stage("manifold.umap", embedded_points<&umap>)
      .overload(rows_to_rows<&umap>)
      .summary("UMAP: positions whose affinities are near those of the fuzzy neighbor graph, by cross entropy.")
      .source("McInnes, Healy and Melville 2018, arXiv:1802.03426")
      .note("distances between clusters mean little; descent finds a local minimum")
      .input("points", "points, or rows of features")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::neighbors, "neighbors", "of every point in the graph, itself included", at_least(2))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::min_dist, "min_dist", "how near positions may come, at most spread", at_least(0))
      .param(&Options::spread, "spread", "the distance beyond min_dist at which affinities are 1/e",
             between(0.001, 1000))
      .param(&Options::epochs, "epochs", "how often the edges are gone through", at_least(1),
             absent_means("500 up to 10,000 points, else 200"))
      .param(&Options::learning_rate, "learning_rate", "of the first epoch; it falls to 0 evenly", between(0, 1000))
      .param(&Options::negative_samples, "negative_samples", "points that push, for each that pulls")
      .param(&Options::repulsion, "repulsion", "weight of these pushes", between(0, 1000))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices())
      .random();
}

}  // namespace tessera::stages
