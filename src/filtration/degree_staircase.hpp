// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/multicritical_complex.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// scales[c * degrees + k]: the rank of the scale from which cell c (a vertex, an edge) is there for degree k, growing
/// with k; `none`: never.
struct DegreeScales {
  std::size_t degrees = 0;  // 0 .. degrees - 1
  std::vector<Index> scales;

  const Index* of(Index cell) const { return scales.data() + cell * degrees; }
};

/// Simplices of dimension d that are there, for every degree k, from the largest of their own scale (none given: 0) and
/// of the scales for k of some cells in them: at (that scale, degrees - 1 - k), of which the minimal grades are kept.
/// `cells` and `faces` lie simplex by simplex, as many for each. Grades are counted first: throws R302 before they are
/// allocated beside the `held` bytes that all else takes.
MulticriticalBlock<2> degree_block(std::size_t d, const std::vector<Index>& cells, std::size_t cells_each,
                                   const std::vector<Index>& own, const std::vector<Index>& faces,
                                   const DegreeScales& scales, std::uint64_t held, const Context& context);

/// Bytes of the blocks so far.
std::uint64_t bytes_of(const std::vector<MulticriticalBlock<2>>& blocks);

}  // namespace tessera
