// SPDX-License-Identifier: MIT
#include "tessera/clustering/subspaces.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec clustering_subspaces() {
  using Options = SubspaceOptions;
  using Method = SubspaceMethod;
  return stage("clustering.subspaces", &cluster_subspaces)
      .overload(on_rows<&cluster_subspaces>)
      .random([](const Options& options) { return options.method == Method::k_subspaces; })
      .summary("Clusters of points near several linear subspaces through the origin, and the subspaces.")
      .source(
          "Elhamifar and Vidal 2013, Sparse subspace clustering, doi:10.1109/TPAMI.2013.57; You, Li, Robinson and "
          "Vidal 2016, CVPR (elastic net); Bradley and Mangasarian 2000, doi:10.1023/A:1008324625522 (k_subspaces); "
          "Ding et al. 2023, ICCV (doubly_stochastic)")
      .note("points are scaled to norm 1 first; their length and sense are no matter")
      .note("at most 3000 points, but for k_subspaces")
      .input("points", "points, or rows of a table")
      .output("labels", &SubspaceClustering::labels, "the cluster of every point")
      .output("bases", &SubspaceClustering::bases,
              "an orthonormal basis of every cluster's subspace: `dimension` rows each")
      .output("residuals", &SubspaceClustering::residuals, "of every point to its subspace, as a share of its length")
      .param(&Options::clusters, "clusters", "how many subspaces", at_least(1))
      .param(&Options::dimension, "dimension", "of each subspace", at_least(1))
      .param(&Options::method, "method", "how subspaces are told apart",
             choices<Method>({{"k_subspaces", Method::k_subspaces},
                              {"ssc", Method::ssc},
                              {"ensc", Method::ensc},
                              {"ssc_omp", Method::ssc_omp},
                              {"doubly_stochastic", Method::doubly_stochastic}}))
      .param(&Options::restarts, "restarts", "random starts of k_subspaces, besides one from doubly_stochastic",
             at_least(0))
      .param(&Options::fidelity, "fidelity",
             "of ssc and ensc, > 1: weight of the residual, in units of the least that gives a coefficient",
             at_least(1))
      .param(&Options::sparsity, "sparsity", "of ensc: weight of |c|_1 against |c|^2 / 2", positive(), at_most(1))
      .param(&Options::eta, "eta", "of doubly_stochastic; less is sharper", positive())
      .param(&Options::iterations, "iterations", "of k_subspaces, and of coordinate descent, at most", at_least(1));
}

}  // namespace tessera::stages
