// SPDX-License-Identifier: MIT
#include "tessera/manifold/laplacian_eigenmaps.hpp"

#include "stages/manifold/joined_points.hpp"
#include "stages/manifold/whole_graph.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = LaplacianEigenmapsOptions;

constexpr Embedding (*of_points)(const PointCloud&, const Split*, const Options&,
                                 const Context&) = &tessera::laplacian_eigenmaps;
Embedding of_graph(const WeightedGraph& graph, const Split* split, const Options& options, const Context& context) {
  require_whole_graph(split);
  return laplacian_eigenmaps(graph, options, context);
}

}  // namespace

StageSpec manifold_laplacian_eigenmaps();

StageSpec manifold_laplacian_eigenmaps() {
  return with_joined_points<Options>(stage("manifold.laplacian_eigenmaps", embedded_points<of_points>)
                                         .overload(rows_to_rows<of_points>)
                                         .overload(embedded_points<&of_graph>)
                                         .summary("Laplacian eigenmaps: the coordinates that keep neighbors near, by "
                                                  "eigenvectors of a graph Laplacian.")
                                         .source("Belkin and Niyogi 2003, doi:10.1162/089976603321780317"))
      .param(&Options::weights, "weights", "whether near neighbors count more, or all alike",
             choices<EdgeWeight>({{"affinity", EdgeWeight::affinity}, {"unit", EdgeWeight::unit}}))
      .param(&Options::components, "components", "how many coordinates", at_least(1));
}

}  // namespace tessera::stages
