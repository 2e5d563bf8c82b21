// SPDX-License-Identifier: MIT
// Minimal presentation of H_k of C_{k+1} -> C_k -> C_{k-1}, k >= 1 (Lesnick and Wright, sections 3 and 4):
//   1. columns of d_{k+1} that generate its image minimally             (minimal_image_columns)
//   2. a basis of ker d_k, cleared by the chains that step 1 left        (kernel_basis)
//   3. the columns of step 1 written in the basis of step 2              (in_kernel_basis)
//   4. generators that a relation of equal grade kills are removed       (cancel_equal_grades)
// k = 0 needs no matrix: degree_zero.hpp.
#include "tessera/persistence/minimal_presentation.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "persistence/degree_zero.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

std::vector<Index> inverse(const std::vector<Index>& order) {
  std::vector<Index> place(order.size());
  for (Index i = 0; i < order.size(); ++i) place[order[i]] = i;
  return place;
}

template <class T>
std::vector<T> permuted(const std::vector<T>& items, const std::vector<Index>& order) {
  std::vector<T> result;
  result.reserve(order.size());
  for (const Index i : order) result.push_back(items[i]);
  return result;
}

/// The boundary matrix of one dimension with rows and columns in the given orders.
GradedMatrix<2> boundary_matrix(const CellBlock<2>& cells, const std::vector<Index>& order, const CellBlock<2>* faces,
                                const std::vector<Index>& face_order) {
  GradedMatrix<2> matrix;
  if (faces) matrix.row_grades = permuted(faces->grades, face_order);
  const auto place = inverse(face_order);
  matrix.column_grades.reserve(order.size());
  matrix.offsets.reserve(order.size() + 1);
  matrix.entries.reserve(cells.faces.size());

  std::vector<Index> rows;
  for (const Index cell : order) {
    rows.clear();
    for (const Index face : cells.boundary(cell)) rows.push_back(place[face]);
    std::ranges::sort(rows);
    matrix.append(cells.grades[cell], rows);
  }
  return matrix;
}

/// Columns `chosen` of `matrix`, whose rows are the columns that `kernel` is a basis over, written in that basis.
/// Each chosen column must lie in the kernel at its own grade. Rows of the result are basis elements, colexicographic.
GradedMatrix<2> in_kernel_basis(const GradedMatrix<2>& matrix, const std::vector<Index>& chosen,
                                const KernelBasis& kernel, const Context& context) {
  const auto order = colexicographic_order(kernel.grades);
  const auto place = inverse(order);
  std::vector<Index> led_by(matrix.row_count(), none);
  for (Index i = 0; i < kernel.leader.size(); ++i) led_by[kernel.leader[i]] = i;

  GradedMatrix<2> result;
  result.row_grades = permuted(kernel.grades, order);
  std::vector<std::vector<Index>> rows(chosen.size());
  parallel_for_blocks(context, chosen.size(), 4096, [&](std::size_t begin, std::size_t end) {
    BitTreeColumn working(matrix.row_count());
    for (std::size_t i = begin; i < end; ++i) {
      working.add(matrix.column(chosen[i]));
      for (Index pivot = working.pivot(); pivot != none; pivot = working.pivot()) {
        const Index element = led_by[pivot];
        TESSERA_ASSERT(element != none && precedes(kernel.grades[element], matrix.column_grades[chosen[i]]));
        rows[i].push_back(place[element]);
        working.add(kernel.chain(element));
      }
      std::ranges::sort(rows[i]);
    }
  });
  for (std::size_t i = 0; i < chosen.size(); ++i) result.append(matrix.column_grades[chosen[i]], rows[i]);
  return result;
}

/// Removes every generator that has a relation of its own grade, with that relation. Rows and columns are sorted
/// colexicographically, so such a generator is the pivot of the column. Columns are settled by their pivots alone,
/// from left to right; what remains of removed rows in the survivors is cleaned at the end, column by column.
GradedMatrix<2> cancel_equal_grades(const GradedMatrix<2>& matrix, const Context& context) {
  std::vector<Index> killer(matrix.row_count(), none);  // removed row -> the column that removes it
  std::vector<ColumnArena::Slot> stored(matrix.column_count());
  std::vector<Index> survivors;
  ColumnArena arena;
  BitTreeColumn working(matrix.row_count());

  for (Index j = 0; j < matrix.column_count(); ++j) {
    working.add(matrix.column(j));
    Index pivot = working.pivot();
    while (pivot != none && killer[pivot] != none) {
      working.add(arena[stored[killer[pivot]]]);
      pivot = working.pivot();
    }
    stored[j] = arena.append_with([&](std::vector<Index>& out) { working.drain(out); });
    if (pivot == none) continue;
    if (matrix.row_grades[pivot] == matrix.column_grades[j])
      killer[pivot] = j;
    else
      survivors.push_back(j);
  }

  std::vector<Index> new_row(matrix.row_count(), none);
  GradedMatrix<2> result;
  for (Index row = 0; row < matrix.row_count(); ++row) {
    if (killer[row] != none) continue;
    new_row[row] = result.row_count();
    result.row_grades.push_back(matrix.row_grades[row]);
  }
  std::vector<std::vector<Index>> rows(survivors.size());
  parallel_for_blocks(context, survivors.size(), 4096, [&](std::size_t begin, std::size_t end) {
    BitTreeColumn column(matrix.row_count());
    for (std::size_t i = begin; i < end; ++i) {
      column.add(arena[stored[survivors[i]]]);
      for (Index pivot = column.pivot(); pivot != none; pivot = column.pivot()) {
        if (killer[pivot] != none) {
          column.add(arena[stored[killer[pivot]]]);
        } else {
          rows[i].push_back(new_row[pivot]);
          column.toggle(pivot);
        }
      }
      std::ranges::reverse(rows[i]);
    }
  });
  for (std::size_t i = 0; i < survivors.size(); ++i) result.append(matrix.column_grades[survivors[i]], rows[i]);
  return result;
}

/// The cokernel of a map with rows and columns in colexicographic order, presented minimally.
GradedMatrix<2> minimized(const GradedMatrix<2>& matrix, const Context& context) {
  GradedMatrix<2> image{.row_grades = matrix.row_grades};
  for (const Index j : minimal_image_columns(matrix, nullptr, context))
    image.append(matrix.column_grades[j], matrix.column(j));
  return cancel_equal_grades(image, context);
}

/// d_1 itself presents H_0: its image generated minimally, then cancelled. For complexes that are not graph-like.
GradedMatrix<2> cokernel_of_edges(const FilteredComplex<2>& complex, const Context& context) {
  const auto order = colexicographic_order(complex.blocks[1].grades);
  const auto vertex_order = colexicographic_order(complex.blocks[0].grades);
  return minimized(boundary_matrix(complex.blocks[1], order, &complex.blocks[0], vertex_order), context);
}

GradedMatrix<2> matrix_of_degree(const FilteredComplex<2>& complex, Index degree, const Context& context) {
  const CellBlock<2> nothing;
  const auto block = [&](Index dimension) -> const CellBlock<2>& {
    return dimension < complex.blocks.size() ? complex.blocks[dimension] : nothing;
  };
  const auto low_order = colexicographic_order(block(degree - 1).grades);
  const auto order = colexicographic_order(block(degree).grades);
  const auto high_order = colexicographic_order(block(degree + 1).grades);

  LeadingChains boundaries;
  const auto high = boundary_matrix(block(degree + 1), high_order, &block(degree), order);
  const auto generators_of_image = minimal_image_columns(high, &boundaries, context);
  const auto kernel = [&] {
    const auto low = boundary_matrix(block(degree), order, &block(degree - 1), low_order);
    return kernel_basis(low, &boundaries, context);
  }();
  boundaries = {};
  return cancel_equal_grades(in_kernel_basis(high, generators_of_image, kernel, context), context);
}

}  // namespace

Presentation<2> minimal_presentation(const FilteredComplex<2>& complex, const MinimalPresentationOptions& options,
                                     const Context& context) {
  if (complex.complete_dimension != none && options.degree >= complex.complete_dimension)
    throw Error(codes::bad_request,
                fmt::format("needs a complex that is complete up to dimension {}, got one complete up to {}",
                            options.degree + 1, complex.complete_dimension),
                "raise max_dimension of the filtration, or lower the degree")
        .within("degree");

  Presentation<2> presentation{.grid = complex.grid, .degree = options.degree, .is_minimal = true};
  if (options.degree > 0)
    presentation.matrix = matrix_of_degree(complex, options.degree, context);
  else
    presentation.matrix = is_graph_like(complex) ? degree_zero_matrix(complex) : cokernel_of_edges(complex, context);
  return presentation;
}

Presentation<2> minimal_presentation(const Presentation<2>& presentation, const MinimalPresentationOptions&,
                                     const Context& context) {
  if (presentation.is_minimal) return presentation;

  const auto& given = presentation.matrix;
  const auto row_order = colexicographic_order(given.row_grades),
             column_order = colexicographic_order(given.column_grades);
  const auto place = inverse(row_order);
  GradedMatrix<2> sorted;
  sorted.row_grades = permuted(given.row_grades, row_order);
  for (const Index j : column_order) {
    std::vector<Index> rows;
    for (const Index row : given.column(j)) rows.push_back(place[row]);
    std::ranges::sort(rows);
    sorted.append(given.column_grades[j], rows);
  }

  return {.grid = presentation.grid,
          .matrix = minimized(sorted, context),
          .degree = presentation.degree,
          .is_minimal = true};
}

}  // namespace tessera
