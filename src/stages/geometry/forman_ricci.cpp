// SPDX-License-Identifier: MIT
#include "stages/geometry/vertex_summary_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_forman_ricci();

StageSpec geometry_forman_ricci() {
  using Options = FormanRicciOptions;
  return stage("geometry.forman_ricci", &tessera::forman_ricci)
      .summary("Forman's curvature of edges and vertices: 4 less the degrees of an edge's ends, or its weighted form.")
      .source(
          "Forman 2003, doi:10.1007/s00454-002-0743-x; Sreejith et al. 2016, doi:10.1088/1742-5468/2016/06/063206; "
          "Samal et al. 2018, doi:10.1038/s41598-018-27001-3")
      .input("graph", "a graph")
      .output("edges", &EdgeCurvature::edges, "the graph with its edges' curvatures as weights")
      .output("vertices", &EdgeCurvature::vertices, "of each vertex, of the edges at it; 0 where there are none")
      .param(&Options::triangles, "triangles", "whether triangles of edges count as faces, 3 more for each at an edge")
      .param(&Options::weighted, "weighted", "whether edges count by their weights, which must be positive")
      .param(&Options::vertex, "vertex", "how a vertex sums up the edges at it", vertex_summary_choices());
}

}  // namespace tessera::stages
