// SPDX-License-Identifier: MIT
#include "tessera/clustering/spectral.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class Data>
using Spectral = StageFunction<SpectralClustering, SpectralOptions, Data>;

constexpr Spectral<PointCloud> of_points = &spectral_clustering;

}  // namespace

StageSpec clustering_spectral() {
  using Options = SpectralOptions;
  using Affinity = SpectralAffinity;
  using Assignment = SpectralAssignment;
  return stage("clustering.spectral", of_points)
      .overload(on_rows<of_points>)
      .overload(Spectral<WeightedGraph>(&spectral_clustering))
      .overload(Spectral<KernelMatrix>(&spectral_clustering))
      .random([](const Options& options) { return options.assignment == Assignment::k_means; })
      .summary("Clusters from the leading eigenvectors of the normalised Laplacian of an affinity.")
      .source(
          "Ng, Jordan and Weiss 2002, On spectral clustering: analysis and an algorithm, NIPS 14; Damle, Minden and "
          "Ying 2019, Simple, direct and efficient multi-way spectral clustering, doi:10.1093/imaiai/iay008")
      .theorem("the Laplacian's eigenvalue 0 has as many dimensions as the affinity has connected components")
      .note("affinity, neighbors and bandwidth are for points; graphs and kernels hold affinities >= 0 themselves")
      .note("at most 3000 points")
      .input("points", "points, rows of a table, a graph or a kernel whose values are similarities")
      .output("labels", &SpectralClustering::labels, "the cluster of every point")
      .output("embedding", &SpectralClustering::embedding, "the points' entries in the eigenvectors")
      .param(&Options::clusters, "clusters", "how many", at_least(1))
      .param(&Options::affinity, "affinity", "how like two points are",
             choices<Affinity>({{"self_tuning", Affinity::self_tuning},
                                {"gaussian", Affinity::gaussian},
                                {"nearest_neighbors", Affinity::nearest_neighbors}}))
      .param(&Options::neighbors, "neighbors", "of nearest_neighbors, and the one that measures scale in self_tuning",
             at_least(1))
      .param(&Options::bandwidth, "bandwidth", "of gaussian", positive(),
             quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::assignment, "assignment", "how clusters are read off the eigenvectors",
             choices<Assignment>({{"cluster_qr", Assignment::cluster_qr}, {"k_means", Assignment::k_means}}))
      .param(&Options::restarts, "restarts", "of k_means", at_least(1));
}

}  // namespace tessera::stages
