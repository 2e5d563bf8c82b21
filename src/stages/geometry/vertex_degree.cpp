// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_vertex_degree();

StageSpec geometry_vertex_degree() {
  using Options = VertexDegreeOptions;
  return stage("geometry.vertex_degree", &tessera::vertex_degree)
      .summary("The number of edges at each vertex of a graph, or the sum of their weights.")
      .source("Diestel 2017, Graph Theory, 1.2, doi:10.1007/978-3-662-53622-3")
      .input("graph", "a graph")
      .param(&Options::weighted, "weighted", "whether an edge counts by its weight");
}

}  // namespace tessera::stages
