// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"

#include <vector>

namespace tessera {

/// All faces of simplices of dimension 1 .. 9: vertices, faces and cofaces of every block, simplices in lexicographic
/// order. Those of the highest dimension are distinct; others may be faces of them. Radii are left empty.
/// Cost: a bucket a first vertex, sorted by itself; in parallel over vertices.
RadiusComplex simplex_closure(SimplexLists given, Index vertex_count, const Context& context);

/// For complexes that came with vertices only: faces by binary search, and cofaces.
void link_faces(RadiusComplex& complex);

}  // namespace tessera
