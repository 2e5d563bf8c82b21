// SPDX-License-Identifier: MIT
// Minimal presentation of H_k of C_{k+1} -> C_k -> C_{k-1}, k >= 1 (Lesnick and Wright, sections 3 and 4):
//   0. the two matrices, without cells that cancel or that others generate      (chunk.hpp, flag_witness.hpp)
//   1. columns of d_{k+1} that generate its image minimally                     (minimal_image_columns)
//   2. a basis of ker d_k, cleared by the chains that step 1 left, or beside it (kernel_coordinates)
//   3. the columns of step 1 written in the basis of step 2                     (in_kernel_basis)
//   4. generators that a relation of equal grade kills are removed              (cancel_equal_grades)
// A generator that stays is the class it was before step 4, that of its element of the basis: the chain of that element
// is its cycle. Step 3 needs only the part of a chain that leads elements, so where cycles are wanted step 2 keeps
// whole chains and the part is cut out of them (leading_parts). k = 0 needs no matrix: degree_zero.hpp.
#include "tessera/persistence/minimal_presentation.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "persistence/chunk.hpp"
#include "persistence/complete_dimension.hpp"
#include "persistence/degree_zero.hpp"
#include "persistence/flag_witness.hpp"
#include "persistence/generator_cycles.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <utility>

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

/// Appends columns `grades[i]` to `matrix`, written block by block in parallel: `write(i, scratch, out)` pushes the
/// rows of column i, increasing, and `scratch` is made once a block.
template <class MakeScratch, class Write>
void append_columns(GradedMatrix<2>& matrix, const std::vector<Grade<2>>& grades, const MakeScratch& make_scratch,
                    const Write& write, const Context& context) {
  constexpr std::size_t grain = 4096;
  std::vector<std::vector<Index>> written((grades.size() + grain - 1) / grain);
  std::vector<Index> length(grades.size());
  parallel_for_blocks(context, grades.size(), grain, [&](std::size_t begin, std::size_t end) {
    auto scratch = make_scratch();
    auto& out = written[begin / grain];
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t before = out.size();
      write(i, scratch, out);
      length[i] = Index(out.size() - before);
    }
  });
  std::size_t total = 0;
  for (const auto& block : written) total += block.size();
  matrix.entries.reserve(total);
  for (auto& block : written) {
    matrix.entries.insert(matrix.entries.end(), block.begin(), block.end());
    block = {};
  }
  matrix.column_grades = grades;
  for (const Index rows : length) matrix.offsets.push_back(matrix.offsets.back() + rows);
}

/// A kernel basis as kernel_coordinates gives it: chains cut down to the columns that lead an element.
KernelBasis leading_parts(const KernelBasis& kernel) {
  KernelBasis parts{.grades = kernel.grades, .leader = kernel.leader, .offsets = {0}, .chains = {}};
  std::vector<bool> is_leader;
  for (const Index leader : kernel.leader) {
    if (leader >= is_leader.size()) is_leader.resize(std::size_t{leader} + 1);
    is_leader[leader] = true;
  }
  for (Index i = 0; i < kernel.leader.size(); ++i) {
    for (const Index column : kernel.chain(i))
      if (column < is_leader.size() && is_leader[column]) parts.chains.push_back(column);
    parts.offsets.push_back(parts.chains.size());
  }
  return parts;
}

/// Columns `chosen` of `matrix`, whose rows are the columns that `kernel` is a basis over, written in that basis.
/// Each chosen column must lie in the kernel at its own grade; rows that lead no element of the basis do not matter.
/// Rows of the result are basis elements, colexicographic.
GradedMatrix<2> in_kernel_basis(const GradedMatrix<2>& matrix, const std::vector<Index>& chosen,
                                const KernelBasis& kernel, const Context& context) {
  const auto order = colexicographic_order(kernel.grades);
  const auto place = inverse(order);
  std::vector<Index> led_by(matrix.row_count(), none);
  for (Index i = 0; i < kernel.leader.size(); ++i) led_by[kernel.leader[i]] = i;

  GradedMatrix<2> result;
  result.row_grades = permuted(kernel.grades, order);
  append_columns(
      result, permuted(matrix.column_grades, chosen), [&] { return BitTreeColumn(matrix.row_count()); },
      [&](std::size_t i, BitTreeColumn& working, std::vector<Index>& out) {
        const auto first = std::ptrdiff_t(out.size());
        for (const Index row : matrix.column(chosen[i]))
          if (led_by[row] != none) working.toggle(row);
        for (Index pivot = working.pivot(); pivot != none; pivot = working.pivot()) {
          const Index element = led_by[pivot];
          TESSERA_ASSERT(precedes(kernel.grades[element], matrix.column_grades[chosen[i]]));
          out.push_back(place[element]);
          working.add(kernel.chain(element));
        }
        std::sort(out.begin() + first, out.end());
      },
      context);
  return result;
}

/// What removes the generators that have a relation of their own grade. Rows and columns are sorted
/// colexicographically, so such a generator is the pivot of the column.
struct Cancellation {
  std::vector<Index> killer;               // row -> the column that removes it, `none` if it stays
  std::vector<ColumnArena::Slot> settled;  // column -> its rows once its pivot is settled, decreasing
  std::vector<ColumnArena::Slot> cleaned;  // row -> what it is in terms of rows that stay; only for removed rows
  std::vector<Index> survivors;            // columns
  std::vector<Index> new_row;
  ColumnArena arena;

  std::span<const Index> replacement(Index row) const { return arena[cleaned[row]]; }
  std::vector<Index> rows_that_stay() const {
    std::vector<Index> rows;
    for (Index row = 0; row < killer.size(); ++row)
      if (killer[row] == none) rows.push_back(row);
    return rows;
  }
};

/// A matrix after cancellation, and which rows it has of those before.
struct Cancelled {
  GradedMatrix<2> matrix;
  std::vector<Index> rows;
};

/// Columns are settled by their pivots alone, from left to right; what a removed row becomes is found from the smallest
/// up, so that every survivor is cleaned by one addition for every removed row it holds.
Cancellation cancellation(const GradedMatrix<2>& matrix, const Context& context) {
  Cancellation result;
  result.killer.assign(matrix.row_count(), none);
  result.settled.resize(matrix.column_count());
  BitTreeColumn working(matrix.row_count());
  for (Index j = 0; j < matrix.column_count(); ++j) {
    if (j % 4096 == 0) context.check();
    working.add(matrix.column(j));
    Index pivot = working.pivot();
    while (pivot != none && result.killer[pivot] != none) {
      working.add(result.arena[result.settled[result.killer[pivot]]]);
      pivot = working.pivot();
    }
    result.settled[j] = result.arena.append_with([&](std::vector<Index>& out) { working.drain(out); });
    if (pivot == none) continue;
    if (matrix.row_grades[pivot] == matrix.column_grades[j])
      result.killer[pivot] = j;
    else
      result.survivors.push_back(j);
  }

  result.cleaned.resize(matrix.row_count());
  result.new_row.resize(matrix.row_count());
  Index rows = 0;
  std::vector<Index> rest;
  for (Index row = 0; row < matrix.row_count(); ++row) {
    result.new_row[row] = rows;
    rows += result.killer[row] == none;
    if (result.killer[row] == none) continue;
    const auto column = result.arena[result.settled[result.killer[row]]];
    rest.assign(column.begin() + 1, column.end());
    for (const Index other : rest)
      if (result.killer[other] == none)
        working.toggle(other);
      else
        working.add(result.replacement(other));
    result.cleaned[row] = result.arena.append_with([&](std::vector<Index>& out) { working.drain(out); });
  }
  return result;
}

/// Removes every generator that has a relation of its own grade, with that relation.
Cancelled cancel_equal_grades(const GradedMatrix<2>& matrix, const Context& context) {
  const auto cancelled = cancellation(matrix, context);
  auto rows = cancelled.rows_that_stay();
  GradedMatrix<2> result{.row_grades = permuted(matrix.row_grades, rows)};
  append_columns(
      result, permuted(matrix.column_grades, cancelled.survivors), [&] { return BitTreeColumn(matrix.row_count()); },
      [&](std::size_t i, BitTreeColumn& column, std::vector<Index>& out) {
        const auto first = std::ptrdiff_t(out.size());
        for (const Index row : cancelled.arena[cancelled.settled[cancelled.survivors[i]]])
          if (cancelled.killer[row] == none)
            column.toggle(row);
          else
            column.add(cancelled.replacement(row));
        column.drain(out);
        std::reverse(out.begin() + first, out.end());
        for (auto row = out.begin() + first; row != out.end(); ++row) *row = cancelled.new_row[*row];
      },
      context);
  return {std::move(result), std::move(rows)};
}

/// The cokernel of a map with rows and columns in colexicographic order, presented minimally.
Cancelled minimized(const GradedMatrix<2>& matrix, const Context& context) {
  GradedMatrix<2> image{.row_grades = matrix.row_grades};
  for (const Index j : minimal_image_columns(matrix, nullptr, context))
    image.append(matrix.column_grades[j], matrix.column(j));
  return cancel_equal_grades(image, context);
}

/// A presentation matrix of homology and, where asked for, a chain of cells for every generator.
struct Presented {
  GradedMatrix<2> matrix;
  std::vector<std::vector<Index>> chains;
};

/// Degree 0: a generator is a vertex that stays. The matrix of a graph needs no sweep; else d_1 itself presents H_0.
Presented presented_components(const FilteredComplex<2>& complex, bool with_cycles, const Context& context) {
  Presented result;
  std::vector<Index> vertices;
  if (is_graph_like(complex)) {
    result.matrix = degree_zero_matrix(complex, vertices);
  } else {
    auto [matrix, rows] = minimized(boundary_pair(complex, 1, std::vector<Index>{}, context).low, context);
    result.matrix = std::move(matrix);
    vertices = permuted(colexicographic_order(complex.blocks[0].grades), rows);
  }
  if (with_cycles)
    for (const Index vertex : vertices) result.chains.push_back({vertex});
  return result;
}

Index cells_of(const FilteredComplex<2>& complex, Index dimension) {
  return dimension < complex.blocks.size() ? complex.blocks[dimension].size() : 0;
}

/// The matrices to sweep, by the way asked for, or by what the shape of the complex promises (measured: above four
/// columns a row, cleaning columns that a sweep would find to be zero costs more than it saves).
BoundaryPair prepared(const FilteredComplex<2>& complex, const MinimalPresentationOptions& options,
                      const Context& context) {
  const std::uint64_t columns = cells_of(complex, options.degree + 1), rows = cells_of(complex, options.degree);
  Preprocessing way = options.preprocessing;
  std::optional<std::vector<Index>> generating;
  if (way == Preprocessing::flag || (way == Preprocessing::automatic && options.degree == 1 && columns >= 2 * rows))
    generating = options.degree == 1 ? essential_triangles(complex, context) : std::nullopt;
  if (way == Preprocessing::flag && !generating)
    throw Error(codes::bad_request, "needs degree 1 of a flag complex whose triangles enter with their last edge",
                "choose another preprocessing")
        .within("preprocessing");
  if (way == Preprocessing::chunk && options.cycles) refuse_chunk();
  if (way == Preprocessing::automatic)
    way = generating                               ? Preprocessing::flag
          : columns <= 4 * rows && !options.cycles ? Preprocessing::chunk
                                                   : Preprocessing::plain;

  auto pair = way == Preprocessing::chunk ? chunked_boundary_pair(complex, options.degree, {}, context)
                                          : boundary_pair(complex, options.degree, generating, context);
  context.resolved("preprocessing", double(way));
  context.resolved("columns", double(pair.high.column_count()));
  return pair;
}

/// The chains of elements of a kernel basis, as cells; its columns are all cells in colexicographic order.
std::vector<std::vector<Index>> chains_of(const KernelBasis& kernel, const std::vector<Index>& elements,
                                          const std::vector<Grade<2>>& cells) {
  const auto order = colexicographic_order(cells);
  std::vector<std::vector<Index>> chains;
  for (const Index element : elements) {
    auto& chain = chains.emplace_back();
    for (const Index column : kernel.chain(element)) chain.push_back(order[column]);
  }
  return chains;
}

Presented presented_cycles(const FilteredComplex<2>& complex, const MinimalPresentationOptions& options,
                           const Context& context) {
  auto [high, low] = prepared(complex, options, context);

  // Either sweep can do without the other; only where most columns of d_k are cycles does clearing save more than it
  // costs to wait.
  const bool clears = low.column_count() / 8 > low.row_count();
  std::vector<Index> generators_of_image;
  LeadingChains boundaries;
  KernelBasis kernel;
  const auto sweep_kernel = [&](const LeadingChains* clearing) {
    kernel = options.cycles ? kernel_basis(low, clearing, context) : kernel_coordinates(low, clearing, context);
  };
  parallel_for(context, 2, 1, [&](std::size_t sweep) {
    if (sweep == 0) generators_of_image = minimal_image_columns(high, clears ? &boundaries : nullptr, context);
    if (sweep == 1 && !clears) sweep_kernel(nullptr);
  });
  if (clears) sweep_kernel(&boundaries);
  boundaries = {};
  low = {};

  KernelBasis whole;
  if (options.cycles) whole = std::exchange(kernel, leading_parts(kernel));
  auto relations = in_kernel_basis(high, generators_of_image, kernel, context);
  high = {};
  const auto order = options.cycles ? colexicographic_order(kernel.grades) : std::vector<Index>{};
  kernel = {};
  auto [matrix, rows] = cancel_equal_grades(relations, context);
  if (!options.cycles) return {std::move(matrix), {}};
  return {std::move(matrix), chains_of(whole, permuted(order, rows), complex.blocks[options.degree].grades)};
}

}  // namespace

Presentation<2> minimal_presentation(const FilteredComplex<2>& complex, const MinimalPresentationOptions& options,
                                     const Context& context) {
  require_determined(options.degree, complex.complete_dimension, "degree");

  Presentation<2> presentation{.grid = complex.grid, .degree = options.degree, .is_minimal = true};
  if (options.degree >= std::max<std::size_t>(complex.blocks.size(), 1)) return presentation;
  auto [matrix, chains] = options.degree == 0 ? presented_components(complex, options.cycles, context)
                                              : presented_cycles(complex, options, context);
  presentation.matrix = std::move(matrix);
  if (options.cycles) presentation.cycles = CellNames(complex, options.degree, context).sums_of(chains, context);
  return presentation;
}

Presentation<2> minimal_presentation(const Presentation<2>& presentation, const MinimalPresentationOptions& options,
                                     const Context& context) {
  if (options.cycles) require_cycles(presentation);
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

  auto [matrix, rows] = minimized(sorted, context);
  Presentation<2> result{
      .grid = presentation.grid, .matrix = std::move(matrix), .degree = presentation.degree, .is_minimal = true};
  if (!presentation.cycles.empty()) result.cycles = permuted(presentation.cycles, permuted(row_order, rows));
  return result;
}

}  // namespace tessera
