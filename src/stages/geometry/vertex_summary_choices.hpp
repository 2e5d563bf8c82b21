// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/edge_curvature.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// The ways to sum up edges at a vertex by their names in a pipeline file.
inline Constraint vertex_summary_choices() {
  return choices<VertexSummary>({{"mean", VertexSummary::mean}, {"sum", VertexSummary::sum}});
}

}  // namespace tessera::stages
