// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

/// Which cubes of the lattice carry the pixels; every other cube enters as early as the filtration allows.
enum class CubicalConstruction {
  vertices,   // a pixel is a vertex, a cube enters with its last vertex: neighbors share an edge
  top_cells,  // a pixel is a cube of full dimension, a face enters with its first cube: neighbors share a corner
};

}  // namespace tessera
