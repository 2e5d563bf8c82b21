// SPDX-License-Identifier: MIT
#include "support/many_parameters.hpp"

#include "support/dense_rank.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tessera {
namespace {

template <int N>
Grade<N> random_grade(RandomStream& random, Index ranks) {
  Grade<N> grade;
  for (int axis = 0; axis < N; ++axis) grade[axis] = Index(random.below(ranks));
  return grade;
}

std::set<std::vector<Index>> random_simplices(RandomStream& random, Index vertices, Index tops) {
  std::set<std::vector<Index>> simplices;
  for (Index v = 0; v < vertices; ++v) simplices.insert({v});
  for (Index t = 0; t < tops; ++t) {
    std::set<Index> top;
    for (std::uint64_t k = 2 + random.below(3); k > 0; --k) top.insert(Index(random.below(vertices)));
    const std::vector<Index> corners(top.begin(), top.end());
    for (unsigned mask = 1; mask < 1u << corners.size(); ++mask) {
      std::vector<Index> face;
      for (std::size_t i = 0; i < corners.size(); ++i)
        if (mask >> i & 1) face.push_back(corners[i]);
      simplices.insert(face);
    }
  }
  return simplices;
}

}  // namespace

template <int N>
FilteredComplex<N> random_filtered_complex(RandomStream& random, Index vertices, Index tops, Index ranks) {
  const auto simplices = random_simplices(random, vertices, tops);
  FilteredComplex<N> complex;
  for (auto& axis : complex.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);

  std::map<std::vector<Index>, Index> number;
  for (std::size_t size = 1; size <= 4; ++size) {
    CellBlock<N> block{.stride = size == 1 ? 0 : Index(size)};
    for (const auto& simplex : simplices) {
      if (simplex.size() != size) continue;
      Grade<N> grade = random.below(2) ? Grade<N>{} : random_grade<N>(random, ranks);
      std::vector<Index> faces;
      for (std::size_t drop = 0; size > 1 && drop < size; ++drop) {
        auto face = simplex;
        face.erase(face.begin() + std::ptrdiff_t(drop));
        faces.push_back(number.at(face));
        grade = join(grade, complex.blocks[size - 2].grades[number.at(face)]);
      }
      std::ranges::sort(faces);
      number[simplex] = block.size();
      block.grades.push_back(grade);
      block.faces.insert(block.faces.end(), faces.begin(), faces.end());
    }
    if (block.size() > 0) complex.blocks.push_back(std::move(block));
  }
  return complex;
}

template <int N>
GradedMatrix<N> random_graded_matrix(RandomStream& random, Index rows, Index columns, Index ranks) {
  GradedMatrix<N> matrix;
  for (Index row = 0; row < rows; ++row) matrix.row_grades.push_back(random_grade<N>(random, (ranks + 1) / 2));
  for (Index column = 0; column < columns; ++column) {
    const auto grade = random_grade<N>(random, ranks);
    std::vector<Index> entries;
    for (Index row = 0; row < rows; ++row)
      if (precedes(matrix.row_grades[row], grade) && random.below(2)) entries.push_back(row);
    matrix.append(grade, entries);
  }
  return matrix;
}

template <int N>
Index naive_rank_at(const GradedMatrix<N>& matrix, const Grade<N>& z) {
  std::vector<std::vector<bool>> rows;
  for (Index column = 0; column < matrix.column_count(); ++column) {
    if (!precedes(matrix.column_grades[column], z)) continue;
    rows.emplace_back(matrix.row_count(), false);
    for (const Index row : matrix.column(column)) rows.back()[row] = true;
  }
  return Index(dense_rank(std::move(rows)));
}

template <int N>
Index naive_homology(const FilteredComplex<N>& complex, Index degree, const Grade<N>& z) {
  if (degree >= complex.blocks.size()) return 0;
  const auto rank = [&](Index dimension) {
    if (dimension == 0 || dimension >= complex.blocks.size()) return Index{0};
    GradedMatrix<N> boundary;
    boundary.row_grades = complex.blocks[dimension - 1].grades;
    for (Index cell = 0; cell < complex.blocks[dimension].size(); ++cell)
      boundary.append(complex.blocks[dimension].grades[cell], complex.blocks[dimension].boundary(cell));
    return naive_rank_at(boundary, z);
  };
  return count_below(complex.blocks[degree].grades, z) - rank(degree) - rank(degree + 1);
}

template <int N>
Index count_below(const std::vector<Grade<N>>& grades, const Grade<N>& z) {
  return Index(std::ranges::count_if(grades, [&](const Grade<N>& grade) { return precedes(grade, z); }));
}

template <int N>
std::int64_t sum_below(const SignedBarcode<N>& measure, const Grade<N>& z) {
  std::int64_t sum = 0;
  for (const auto& bar : measure.bars)
    if (precedes(bar.birth, z)) sum += bar.multiplicity;
  return sum;
}

template <int N>
std::vector<Grade<N>> all_grades(Index ranks) {
  std::vector<Grade<N>> grades;
  for (Grade<N> grade{};;) {
    grades.push_back(grade);
    int axis = 0;
    while (axis < N && ++grade[axis] == ranks) grade[axis++] = 0;
    if (axis == N) return grades;
  }
}

template <int N>
GradedMatrix<N> sorted_colexicographically(const GradedMatrix<N>& matrix) {
  GradedMatrix<N> sorted;
  std::vector<Index> place(matrix.row_count());
  for (const Index row : colexicographic_order(matrix.row_grades)) {
    place[row] = sorted.row_count();
    sorted.row_grades.push_back(matrix.row_grades[row]);
  }
  for (const Index column : colexicographic_order(matrix.column_grades)) {
    std::vector<Index> rows;
    for (const Index row : matrix.column(column)) rows.push_back(place[row]);
    std::ranges::sort(rows);
    sorted.append(matrix.column_grades[column], rows);
  }
  return sorted;
}

#define TESSERA_MANY(N)                                                                       \
  template FilteredComplex<N> random_filtered_complex<N>(RandomStream&, Index, Index, Index); \
  template GradedMatrix<N> random_graded_matrix<N>(RandomStream&, Index, Index, Index);       \
  template Index naive_homology(const FilteredComplex<N>&, Index, const Grade<N>&);           \
  template Index naive_rank_at(const GradedMatrix<N>&, const Grade<N>&);                      \
  template Index count_below(const std::vector<Grade<N>>&, const Grade<N>&);                  \
  template std::int64_t sum_below(const SignedBarcode<N>&, const Grade<N>&);                  \
  template std::vector<Grade<N>> all_grades<N>(Index);                                        \
  template GradedMatrix<N> sorted_colexicographically(const GradedMatrix<N>&);
TESSERA_MANY(1)
TESSERA_MANY(2)
TESSERA_MANY(3)
TESSERA_MANY(4)
#undef TESSERA_MANY

}  // namespace tessera
