// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// The vertices of the cells of dimension 0 .. top, d + 1 increasing numbers a cell of dimension d. Empty when some
/// cell is not a simplex: d + 1 facets that are the d-subsets of d + 1 vertices.
template <int N>
std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<N>& complex, std::size_t top,
                                                 const Context& context);

/// Incidence numbers +1 and -1 with dd = 0 over the integers, laid out as the faces of blocks 0 .. top.
///
/// Of a simplex, the facet that omits the i-th vertex in increasing order has (-1)^i. Any other complex is oriented
/// cell by cell: an edge runs from its first to its second vertex; the facets of a larger cell get signs such that
/// each of its ridges, which lies in two of them, cancels; the first facet has +1. That determines the numbers of a
/// regular cell complex (cubes, polytopes) up to the sign of every cell. Throws D106 within "field", naming the cell,
/// where a cell has no such boundary: the complex then does not determine its homology over fields other than Z/2.
/// `vertices` is what simplex_vertices gave. Cost: linear in the faces of faces.
std::vector<std::vector<std::int8_t>> orientation(const FilteredComplex<1>& complex, std::size_t top,
                                                  const std::vector<std::vector<Index>>& vertices,
                                                  const Context& context);

}  // namespace tessera
