// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The least rank among the vertices of each cell along an axis, by dimension. Verifies on the way that the largest is
/// the cell's own: throws Error D105, naming dimension and cell, where it is not, where a cell has no vertex, and when
/// cells are missing.
template <int N>
std::vector<std::vector<Index>> least_ranks(const FilteredComplex<N>& complex, Index axis, const Context& context);

/// The complex with a cone over all of it: cells of each dimension keep their positions, behind them come the cones
/// over the cells of one dimension less, in their order; behind the vertices comes the apex. Along the axis a cone has
/// rank descent[least rank of its base], and the apex 0; along the others a cone has the ranks of its base, and the
/// apex 0. The values of the axis are left as they are. Throws Error R302.
template <int N>
FilteredComplex<N> coned(const FilteredComplex<N>& complex, Index axis, std::span<const Index> descent,
                         const Context& context);

}  // namespace tessera
