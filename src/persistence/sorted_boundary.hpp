// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

namespace tessera {

/// What H_degree needs of a complex: the cells of dimension degree - 1 (without boundary), degree and degree + 1, in
/// colexicographic order; chunk-reduced if asked for, and by itself where cells of dimension degree + 1 are at most
/// four times as many as those of dimension `degree`.
template <int N>
FilteredComplex<N> prepared(const FilteredComplex<N>& complex, Index degree, Preprocessing preprocessing,
                            const Context& context);

/// chunk_reduced of a complex of dimension at most 1; `stays` receives the vertices that are not cancelled, in the
/// order of the result: each is still the class it was.
template <int N>
FilteredComplex<N> cancelled(const FilteredComplex<N>& complex, std::vector<Index>& stays, const Context& context);

/// The boundary of the cells of one dimension of a prepared or chunk-reduced complex as a matrix: rows and columns are
/// in colexicographic order as its cells are. Dimensions that the complex does not have are empty.
template <int N>
GradedMatrix<N> sorted_boundary(const FilteredComplex<N>& complex, Index dimension) {
  GradedMatrix<N> matrix;
  if (dimension > 0 && dimension - 1 < complex.blocks.size()) matrix.row_grades = complex.blocks[dimension - 1].grades;
  if (dimension >= complex.blocks.size()) return matrix;

  const CellBlock<N>& cells = complex.blocks[dimension];
  matrix.column_grades = cells.grades;
  matrix.entries = cells.faces;
  if (cells.offsets.empty())
    matrix.offsets.assign(cells.grades.size() + 1, 0);
  else
    matrix.offsets = cells.offsets;
  return matrix;
}

}  // namespace tessera
