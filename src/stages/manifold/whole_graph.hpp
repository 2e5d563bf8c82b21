// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/data/labels.hpp"

namespace tessera::stages {

/// For stages that place points, but have no way to place the vertices of a graph.
inline void require_whole_graph(const Split* split) {
  if (split)
    throw Error(codes::bad_request, "vertices of a graph cannot be placed", "give the points, or leave the split out")
        .within("split");
}

}  // namespace tessera::stages
