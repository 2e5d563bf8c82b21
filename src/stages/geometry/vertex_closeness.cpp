// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_vertex_closeness();

StageSpec geometry_vertex_closeness() {
  using Options = VertexClosenessOptions;
  return stage("geometry.vertex_closeness", &tessera::vertex_closeness)
      .summary("How near each vertex of a graph is to the others: the inverse mean length of shortest paths.")
      .source("Wasserman and Faust 1994, Social Network Analysis, 5.2.2")
      .note("In a graph of several components, times the part of the other vertices that can be reached.")
      .input("graph", "a graph")
      .param(&Options::weighted, "weighted", "whether an edge is as long as its weight, which must be positive");
}

}  // namespace tessera::stages
