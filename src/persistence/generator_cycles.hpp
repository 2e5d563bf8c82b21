// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/cycle.hpp"
#include "tessera/persistence/presentation.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The chain over Z/2 that is the sum of the cells named one after another in `names`: cells in increasing order, those
/// that come an even number of times left out.
Cycle sum_of_cells(Index cell_size, std::vector<Index> names);

/// The sum over Z/2 of some of the cycles.
Cycle sum_of_cycles(const std::vector<Cycle>& cycles, std::span<const Index> chosen);

/// How the cells of one dimension are called in a Cycle.
///
/// Simplices by their points. Where vertices are copies of points (a multi-critical complex made one-critical), the
/// map of copies to points is simplicial and induces isomorphisms of homology, so chains are taken along: simplices
/// that collapse vanish, copies of one simplex add up. Cells that are no simplices, or several simplices on the same
/// vertices, by their position.
class CellNames {
 public:
  template <int N>
  CellNames(const FilteredComplex<N>& complex, Index dimension, const Context& context);

  /// The sum of the cells at these positions.
  Cycle sum_of(std::span<const Index> cells) const;
  /// One a chain.
  std::vector<Cycle> sums_of(const std::vector<std::vector<Index>>& chains, const Context& context) const;

 private:
  void name_simplices(std::vector<Index> vertices, const std::vector<Index>& vertex_point);

  Index cell_size_ = 1;
  std::vector<Index> points_;  // cell_size_ a cell; empty: named by position
  bool are_copies_ = false;    // points of a cell may be equal: then it vanishes
};

/// Throws D106 within "preprocessing": cells that chunk cancels are gone, and with them the cycles.
[[noreturn]] void refuse_chunk();

/// Throws D106 within "cycles": a presentation without cycles was asked for them.
[[noreturn]] void refuse_cycles();

/// Throws that unless there is a cycle for every generator.
template <int N>
void require_cycles(const Presentation<N>& presentation) {
  if (presentation.cycles.size() != presentation.matrix.row_count()) refuse_cycles();
}

}  // namespace tessera
