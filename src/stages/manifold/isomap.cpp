// SPDX-License-Identifier: MIT
#include "tessera/manifold/isomap.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_isomap();

StageSpec manifold_isomap() {
  using Options = IsomapOptions;
  return stage("manifold.isomap", embedded_points<&isomap>)
      .overload(rows_to_rows<&isomap>)
      .summary("Isomap: classical scaling of the lengths of shortest paths in a neighbor graph.")
      .source("Tenenbaum, de Silva and Langford 2000, doi:10.1126/science.290.5500.2319")
      .input("points", "points, or rows of features")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::neighbors, "neighbors", "of every point in the graph", at_least(1))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::connect, "connect",
             "whether a graph in pieces is joined by the shortest edges that suffice; otherwise it is refused")
      .param(&Options::landmarks, "landmarks", "points from which paths are taken; 0: all")
      .param(&Options::metric, "metric", "how neighbors are measured", metric_choices());
}

}  // namespace tessera::stages
