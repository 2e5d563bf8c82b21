// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

/// Adds to a complex that holds vertices and edges the cliques of up to max_dimension + 1 vertices; a clique's grade is
/// the join of its edges' grades. `ends` are the ends (u, v), u < v, of the edges in blocks[1], in lexicographic order;
/// each new block is in lexicographic order too.
///
/// Before a dimension is allocated its simplices are counted exactly and the forecast of all dimensions so far is held
/// against the budget (R302, with `remedy`) and against the 32 bits of a cell's number (R303).
/// Cost: triangles are counted by bit rows where the graph is dense; the rest is a merge of the facets' child lists.
/// Memory: 4 (N + d + 1) bytes a simplex of dimension d, and 8 more below the top dimension.
template <int N>
void expand_flag(FilteredComplex<N>& complex, const std::vector<std::pair<Index, Index>>& ends, Index max_dimension,
                 std::string_view remedy, const Context& context);

}  // namespace tessera
