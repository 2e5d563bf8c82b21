// SPDX-License-Identifier: MIT
#include "tessera/manifold/laplacian_eigenmaps.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/manifold/whole_graph.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = LaplacianEigenmapsOptions;
using Kind = NeighborGraphKind;

constexpr Embedding (*of_points)(const PointCloud&, const Split*, const Options&,
                                 const Context&) = &tessera::laplacian_eigenmaps;
Embedding of_graph(const WeightedGraph& graph, const Split* split, const Options& options, const Context& context) {
  require_whole_graph(split);
  return laplacian_eigenmaps(graph, options, context);
}

}  // namespace

StageSpec manifold_laplacian_eigenmaps();

StageSpec manifold_laplacian_eigenmaps() {
  return stage("manifold.laplacian_eigenmaps", embedded_points<of_points>)
      .overload(rows_to_rows<of_points>)
      .overload(embedded_points<&of_graph>)
      .summary("Laplacian eigenmaps: the coordinates that keep neighbors near, by eigenvectors of a graph Laplacian.")
      .source("Belkin and Niyogi 2003, doi:10.1162/089976603321780317")
      .input("points", "points, rows of features, or a graph of affinities")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::graph, "graph", "which points are joined",
             choices<Kind>({{"knn", Kind::knn}, {"alpha_decay", Kind::alpha_decay}}))
      .param(&Options::neighbors, "neighbors", "how many nearest points a point has in the graph", at_least(1))
      .param(&Options::decay, "decay", "exponent p of the affinity exp(-(d/bandwidth)^p)", positive(),
             absent_means("40 for alpha_decay, else 2"))
      .param(&Options::bandwidth, "bandwidth", "the distance at which an affinity is exp(-1)", positive(),
             absent_means("each point's distance to its last neighbor"))
      .param(&Options::weights, "weights", "whether near neighbors count more, or all alike",
             choices<EdgeWeight>({{"affinity", EdgeWeight::affinity}, {"unit", EdgeWeight::unit}}))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices())
      .param(&Options::components, "components", "how many coordinates", at_least(1));
}

}  // namespace tessera::stages
