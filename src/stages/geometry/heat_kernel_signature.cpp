// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_spectrum.hpp"

#include "stages/geometry/laplacian_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_heat_kernel_signature();

StageSpec geometry_heat_kernel_signature() {
  using Options = HeatKernelSignatureOptions;
  return stage("geometry.heat_kernel_signature", &tessera::heat_kernel_signature)
      .summary("The heat that remains at each vertex of a graph of what was put there: the diagonal of exp(-time L).")
      .source("Sun, Ovsjanikov and Guibas 2009, doi:10.1111/j.1467-8659.2009.01515.x; Hu, Rustamov and Guibas 2014")
      .note("By dense matrices, one component at a time: at most 3,000 vertices in one.")
      .input("graph", "a graph")
      .param(&Options::time, "time", "how long heat diffuses", at_least(0.0))
      .param(&Options::laplacian, "laplacian", "which Laplacian L of the graph", laplacian_choices())
      .param(&Options::weighted, "weighted", "whether an edge conducts by its weight");
}

}  // namespace tessera::stages
