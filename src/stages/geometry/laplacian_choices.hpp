// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/graph_spectrum.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// The Laplacians by their names in a pipeline file.
inline Constraint laplacian_choices() {
  return choices<Laplacian>({{"combinatorial", Laplacian::combinatorial}, {"normalized", Laplacian::normalized}});
}

}  // namespace tessera::stages
