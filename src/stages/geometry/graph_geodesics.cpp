// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_geodesics.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_graph_geodesics();

StageSpec geometry_graph_geodesics() {
  using Options = GraphGeodesicsOptions;
  return stage("geometry.graph_geodesics", &tessera::graph_geodesics)
      .summary("The lengths of shortest paths between all vertices of a graph, as pairwise distances.")
      .source("Dijkstra 1959, doi:10.1007/BF01386390")
      .input("graph", "a graph")
      .param(&Options::weighted, "weighted", "whether an edge is as long as its weight")
      .param(&Options::unreachable, "unreachable",
             "the distance of vertices that no path joins, at least half the longest there is",
             absent_means("such a graph is refused"));
}

}  // namespace tessera::stages
