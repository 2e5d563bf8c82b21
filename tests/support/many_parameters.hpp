// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"
#include "tessera/persistence/signed_barcode.hpp"

#include <vector>

namespace tessera {

/// A random simplicial complex on `vertices` points, about `tops` simplices of dimension 1 to 3 and their faces, with
/// random monotone grades on a grid of `ranks` values 0, 1, 2, ... an axis (many ties).
template <int N>
FilteredComplex<N> random_filtered_complex(RandomStream& random, Index vertices, Index tops, Index ranks);

/// A random map of free modules on that grid, columns of random grades with random entries among the rows below.
template <int N>
GradedMatrix<N> random_graded_matrix(RandomStream& random, Index rows, Index columns, Index ranks);

/// dim H_degree at a grade by dense ranks of the boundary matrices of the cells there.
template <int N>
Index naive_homology(const FilteredComplex<N>& complex, Index degree, const Grade<N>& z);

/// The rank of a map at a grade: of the columns that live there, as rows of booleans.
template <int N>
Index naive_rank_at(const GradedMatrix<N>& matrix, const Grade<N>& z);

/// The number of grades that live at z.
template <int N>
Index count_below(const std::vector<Grade<N>>& grades, const Grade<N>& z);

/// dim of the cokernel at a grade.
template <int N>
Index naive_cokernel(const GradedMatrix<N>& matrix, const Grade<N>& z) {
  return count_below(matrix.row_grades, z) - naive_rank_at(matrix, z);
}

/// The sum of the multiplicities of the bars born at or below z.
template <int N>
std::int64_t sum_below(const SignedBarcode<N>& measure, const Grade<N>& z);

/// Every grade of the grid of `ranks` values an axis.
template <int N>
std::vector<Grade<N>> all_grades(Index ranks);

/// The columns of `matrix` sorted colexicographically, and its rows.
template <int N>
GradedMatrix<N> sorted_colexicographically(const GradedMatrix<N>& matrix);

}  // namespace tessera
