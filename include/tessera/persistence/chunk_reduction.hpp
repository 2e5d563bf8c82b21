// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

struct ChunkReductionOptions {
  /// The dimensions that the result must be right in. Blocks below `lowest` and above `highest` come out empty and
  /// cells of dimension `lowest` without boundary: H_d is that of the complex for lowest < d < highest, at `lowest` too
  /// when it is 0, and at `highest` when no cell is larger.
  Index lowest = 0, highest = none;
};

/// A smaller complex with the same homology: at every grade, in every degree, compatibly with the maps between grades.
///
/// Pairs of a cell and a facet of equal grade cancel until none is left, so no cell of the result has a facet of its
/// own grade: it is the least complex of free modules in its homotopy class (Z/2). Cells are chains of the old cells:
/// boundaries are general, vertex_point and vertex_multiplicity are empty. Cells of each dimension come in
/// colexicographic order. complete_dimension is kept.
/// Cost: near linear in practice, every set of cells of equal grade by itself, in parallel; at worst the number of
/// columns added squared times their length. Memory: 12 bytes a cell and the columns that change.
/// Source: Fugacci and Kerber 2019, Chunk reduction for multi-parameter persistent homology,
/// doi:10.4230/LIPIcs.SoCG.2019.37.
template <int N>
FilteredComplex<N> chunk_reduced(const FilteredComplex<N>& complex, const ChunkReductionOptions& options,
                                 const Context& context);

#define TESSERA_CHUNK(N)                                                                                    \
  extern template FilteredComplex<N> chunk_reduced(const FilteredComplex<N>&, const ChunkReductionOptions&, \
                                                   const Context&);
TESSERA_CHUNK(1)
TESSERA_CHUNK(2)
TESSERA_CHUNK(3)
TESSERA_CHUNK(4)
#undef TESSERA_CHUNK

}  // namespace tessera
