// SPDX-License-Identifier: MIT
#include "stages/geometry/vertex_summary_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_ollivier_ricci();

StageSpec geometry_ollivier_ricci() {
  using Options = OllivierRicciOptions;
  return stage("geometry.ollivier_ricci", &tessera::ollivier_ricci)
      .summary("Ollivier's curvature of edges and vertices: how far random walks from the ends of an edge are apart.")
      .source("Ollivier 2009, doi:10.1016/j.jfa.2008.11.001; Lin, Lu and Yau 2011, doi:10.2748/tmj/1325886283")
      .note("By exact optimal transport, an edge at a time.")
      .input("graph", "a graph")
      .output("edges", &EdgeCurvature::edges, "the graph with its edges' curvatures as weights")
      .output("vertices", &EdgeCurvature::vertices, "of each vertex, of the edges at it; 0 where there are none")
      .param(&Options::idleness, "idleness", "how much of a walk stays where it is", between(0, 1))
      .param(&Options::variant, "variant",
             "of the walk with this idleness, or the limit of the curvature over 1 - idleness for lazy walks",
             choices<RicciVariant>({{"ollivier", RicciVariant::ollivier}, {"lin_lu_yau", RicciVariant::lin_lu_yau}}))
      .param(&Options::weighted, "weighted", "whether an edge is as long as its weight, which must be positive")
      .param(&Options::vertex, "vertex", "how a vertex sums up the edges at it", vertex_summary_choices());
}

}  // namespace tessera::stages
