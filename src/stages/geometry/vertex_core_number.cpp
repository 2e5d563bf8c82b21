// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_vertex_core_number();

StageSpec geometry_vertex_core_number() {
  return stage("geometry.vertex_core_number", &tessera::vertex_core_number)
      .summary("The largest k such that a vertex lies in a subgraph of vertices with k neighbors within it.")
      .source("Batagelj and Zaversnik 2003, An O(m) algorithm for cores decomposition of networks, arXiv:cs/0310049")
      .input("graph", "a graph");
}

}  // namespace tessera::stages
