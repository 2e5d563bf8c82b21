// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// Triangles of a bifiltered flag complex whose boundaries generate the boundaries of all triangles at every grade,
/// increasing. A triangle abc is left out when a vertex d makes a tetrahedron with it whose other three triangles come
/// no later than abc in grade and, where the grade is equal, before it in the order of vertices: its boundary is the
/// sum of theirs, and by induction over that order of those that are kept. The tetrahedra need not be stored. This is
/// what the apparent pairs of Bauer 2021 (Ripser, section 3.5, doi:10.1007/s41468-021-00071-5) save, for partial
/// orders.
///
/// Nothing is returned when the complex is not known to be of that kind: every three vertices joined by edges span
/// exactly one triangle, and its grade is the join of the edges' grades.
/// Cost: for a triangle, a scan of the neighbors of its vertex of lowest degree that stops at the first witness; 5
/// bytes a triangle, and tables of grades beside.
std::optional<std::vector<Index>> essential_triangles(const FilteredComplex<2>& complex, const Context& context);

}  // namespace tessera
