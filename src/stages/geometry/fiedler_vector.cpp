// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_spectrum.hpp"

#include "stages/geometry/laplacian_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_fiedler_vector();

StageSpec geometry_fiedler_vector() {
  using Options = FiedlerVectorOptions;
  return stage("geometry.fiedler_vector", &tessera::fiedler_vector)
      .summary(
          "The eigenvector of the second smallest eigenvalue of each component's Laplacian: its longest direction.")
      .source("Fiedler 1973, Algebraic connectivity of graphs")
      .note("The sum of the cubes is positive; a multiple eigenvalue makes the vector one of many, and a warning.")
      .note("By dense matrices, one component at a time: at most 3,000 vertices in one.")
      .input("graph", "a graph")
      .param(&Options::laplacian, "laplacian", "which Laplacian of the graph", laplacian_choices())
      .param(&Options::weighted, "weighted", "whether an edge conducts by its weight");
}

}  // namespace tessera::stages
