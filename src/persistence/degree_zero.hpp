// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

/// True when every edge has two ends or none: then H_0 is a matter of connected components.
bool is_graph_like(const FilteredComplex<2>& complex);

/// The minimal presentation matrix of H_0 of a graph-like bifiltered complex, in colexicographic order, without a
/// matrix reduction:
///   1. While an edge has the grade of one of its ends, that end is contracted into the other. What remains of the
///      vertices are the generators.
///   2. Edges are swept by (x, y) while a spanning forest minimal in y is kept. An edge is a relation iff it joins two
///      trees or replaces an edge of larger y on the path between its ends: at its own grade, no earlier edges connect
///      its ends.
/// Row i is the class of vertex vertices[i].
/// Cost: O(m log m) for m edges.
GradedMatrix<2> degree_zero_matrix(const FilteredComplex<2>& complex, std::vector<Index>& vertices);

}  // namespace tessera
