// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/alpha_values.hpp"
#include "tessera/core/context.hpp"

#include <vector>

namespace tessera {

/// All faces of simplices of one dimension 1 .. 3 given by their vertices, increasing, d + 1 a simplex: vertices, faces
/// and cofaces of every block, simplices in lexicographic order. Radii are left empty.
/// Cost: a bucket a first vertex, sorted by itself; in parallel over vertices.
AlphaComplex simplex_closure(std::vector<Index> simplices, std::size_t dimension, Index vertex_count,
                             const Context& context);

/// For complexes that came with vertices only: faces by binary search, and cofaces.
void link_faces(AlphaComplex& complex);

}  // namespace tessera
