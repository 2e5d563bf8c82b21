// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_map.hpp"

#include "stages/manifold/joined_points.hpp"
#include "stages/manifold/whole_graph.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = DiffusionMapOptions;

constexpr Embedding (*of_points)(const PointCloud&, const Split*, const Options&,
                                 const Context&) = &tessera::diffusion_map;
Embedding of_graph(const WeightedGraph& graph, const Split* split, const Options& options, const Context& context) {
  require_whole_graph(split);
  return diffusion_map(graph, options, context);
}

}  // namespace

StageSpec manifold_diffusion_map();

StageSpec manifold_diffusion_map() {
  return with_joined_points<Options>(stage("manifold.diffusion_map", embedded_points<of_points>)
                                         .overload(rows_to_rows<of_points>)
                                         .overload(embedded_points<&of_graph>)
                                         .summary("Diffusion map: coordinates whose distances are diffusion distances, "
                                                  "by eigenvectors of a Markov chain.")
                                         .source("Coifman and Lafon 2006, doi:10.1016/j.acha.2006.04.006")
                                         .theorem("with all coordinates Euclidean distances are diffusion distances"))
      .param(&Options::density_exponent, "density_exponent", "how much of the density of the points is divided out",
             between(0, 1))
      .param(&Options::time, "time", "steps of the chain", at_least(0.0))
      .param(&Options::components, "components", "how many coordinates", at_least(1));
}

}  // namespace tessera::stages
