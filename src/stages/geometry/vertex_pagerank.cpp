// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_vertex_pagerank();

StageSpec geometry_vertex_pagerank() {
  using Options = VertexPagerankOptions;
  return stage("geometry.vertex_pagerank", &tessera::vertex_pagerank)
      .summary("How often a walk along random edges, with random jumps, visits each vertex of a graph.")
      .source("Brin and Page 1998, The anatomy of a large-scale hypertextual web search engine")
      .input("graph", "a graph")
      .param(&Options::damping, "damping", "the probability of following an edge instead of a jump",
             between(0.0, 0.999))
      .param(&Options::weighted, "weighted", "whether edges are followed in proportion to their weights");
}

}  // namespace tessera::stages
