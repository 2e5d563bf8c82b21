// SPDX-License-Identifier: MIT
#include "tessera/clustering/k_means.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec clustering_k_means() {
  using Options = KMeansOptions;
  return stage("clustering.k_means", &tessera::k_means)
      .overload(on_rows<&tessera::k_means>)
      .random()
      .summary("Clusters about k centres with a small sum of squared distances: k-means++ and Lloyd's iteration.")
      .source(
          "Lloyd 1982, Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489; Arthur and Vassilvitskii "
          "2007, k-means++: the advantages of careful seeding, SODA")
      .theorem("with one candidate a draw, the expected inertia is at most 8 (log k + 2) times the optimum")
      .note("clusters are named 0, 1, ... by size; renumbering the points permutes the result")
      .input("points", "a point cloud, or the rows of a table")
      .output("labels", &KMeans::labels, "the cluster of every point")
      .output("centres", &KMeans::centres, "one a cluster, the largest cluster's first")
      .output("distances", &KMeans::distances, "of every point to its centre")
      .param(&Options::clusters, "clusters", "how many; fewer where there are fewer different points", at_least(1))
      .param(&Options::restarts, "restarts", "runs, of which the one of least inertia is kept", at_least(1))
      .param(&Options::candidates, "candidates",
             "draws for each starting centre, of which the best is kept; 0: 2 + log(clusters)", at_least(0))
      .param(&Options::iterations, "iterations", "of Lloyd's at most, in each run", at_least(1));
}

}  // namespace tessera::stages
