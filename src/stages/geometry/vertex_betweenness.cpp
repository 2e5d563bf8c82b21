// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_vertex_betweenness();

StageSpec geometry_vertex_betweenness() {
  using Options = VertexBetweennessOptions;
  return stage("geometry.vertex_betweenness", &tessera::vertex_betweenness)
      .summary("How many shortest paths between other vertices go through each vertex of a graph.")
      .source("Brandes 2001, A faster algorithm for betweenness centrality, doi:10.1080/0022250X.2001.9990249")
      .input("graph", "a graph")
      .param(&Options::weighted, "weighted", "whether an edge is as long as its weight, which must be positive")
      .param(&Options::normalized, "normalized", "whether to divide by the number of pairs of other vertices");
}

}  // namespace tessera::stages
