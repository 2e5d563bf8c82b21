// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_map.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/manifold/whole_graph.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = DiffusionMapOptions;
using Kind = NeighborGraphKind;

constexpr Embedding (*of_points)(const PointCloud&, const Split*, const Options&,
                                 const Context&) = &tessera::diffusion_map;
Embedding of_graph(const WeightedGraph& graph, const Split* split, const Options& options, const Context& context) {
  require_whole_graph(split);
  return diffusion_map(graph, options, context);
}

}  // namespace

StageSpec manifold_diffusion_map();

StageSpec manifold_diffusion_map() {
  return stage("manifold.diffusion_map", embedded_points<of_points>)
      .overload(rows_to_rows<of_points>)
      .overload(embedded_points<&of_graph>)
      .summary("Diffusion map: coordinates whose distances are diffusion distances, by eigenvectors of a Markov chain.")
      .source("Coifman and Lafon 2006, doi:10.1016/j.acha.2006.04.006")
      .theorem("with all coordinates Euclidean distances are diffusion distances")
      .input("points", "points, rows of features, or a graph of affinities")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::graph, "graph", "which points are joined",
             choices<Kind>({{"knn", Kind::knn}, {"alpha_decay", Kind::alpha_decay}}))
      .param(&Options::neighbors, "neighbors", "how many nearest points a point has in the graph", at_least(1))
      .param(&Options::decay, "decay", "exponent p of the affinity exp(-(d/bandwidth)^p)", positive(),
             absent_means("40 for alpha_decay, else 2"))
      .param(&Options::bandwidth, "bandwidth", "the distance at which an affinity is exp(-1)", positive(),
             absent_means("each point's distance to its last neighbor"))
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices())
      .param(&Options::density_exponent, "density_exponent", "how much of the density of the points is divided out",
             between(0, 1))
      .param(&Options::time, "time", "steps of the chain", at_least(0.0))
      .param(&Options::components, "components", "how many coordinates", at_least(1));
}

}  // namespace tessera::stages
