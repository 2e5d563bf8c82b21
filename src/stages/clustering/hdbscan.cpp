// SPDX-License-Identifier: MIT
#include "tessera/clustering/hdbscan.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class Data>
using Clusters = StageFunction<Hdbscan, HdbscanOptions, Data>;

constexpr Clusters<PointCloud> of_points = &hdbscan;

}  // namespace

StageSpec clustering_hdbscan() {
  using Options = HdbscanOptions;
  using Selection = ClusterSelection;
  return stage("clustering.hdbscan", of_points)
      .overload(on_rows<of_points>)
      .overload(Clusters<DistanceMatrix>(&hdbscan))
      .summary("Clusters of any shape and number, and noise: the most stable parts of a density hierarchy.")
      .source(
          "Campello, Moulavi and Sander 2013, Density-based clustering based on hierarchical density estimates, "
          "doi:10.1007/978-3-642-37456-2_14; McInnes and Healy 2017, doi:10.1109/ICDMW.2017.12")
      .note("noise has the label -1; equal distances merge at once, so numbering is no matter")
      .input("points", "points, rows of a table, or distances")
      .output("labels", &Hdbscan::labels, "the cluster of every point; -1 is noise")
      .output("probabilities", &Hdbscan::probabilities, "how deep in its cluster a point is; 0 for noise")
      .output("outlier_scores", &Hdbscan::outlier_scores, "GLOSH: 0 in the densest part around, towards 1 far out")
      .param(&Options::min_cluster_size, "min_cluster_size", "fewer points are no cluster", at_least(2))
      .param(&Options::min_samples, "min_samples", "which neighbor measures density, the point itself being the first",
             at_least(1), absent_means("min_cluster_size"))
      .param(&Options::selection, "selection", "which clusters of the hierarchy are taken",
             choices<Selection>({{"excess_of_mass", Selection::excess_of_mass}, {"leaf", Selection::leaf}}))
      .param(&Options::allow_single_cluster, "allow_single_cluster", "all points may be one cluster")
      .param(&Options::metric, "metric", "how distances of points are measured", metric_choices());
}

}  // namespace tessera::stages
