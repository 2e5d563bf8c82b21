// SPDX-License-Identifier: MIT
// Minimal presentation of H_k for any number of parameters. The cycles are presented too, for they need not be free:
//   1. The cells of dimensions k - 1 .. k + 1 are sorted, and chunk-reduced where that pays.
//   2. Columns of d_(k+1) that generate its image minimally, and a Groebner basis of the image.
//   3. A Groebner basis of ker d_k, which takes over the boundaries of step 2: the generators.
//   4. Relations: the syzygies of that basis, and the columns of step 2 written in it.
//   5. Pairs of a generator and a relation of equal grade cancel (chunk reduction of this matrix); then relations that
//      the others generate are left out. Nothing of equal grade is left to cancel, so both counts are minimal.
// k = 0: every vertex is a cycle, and d_1 is the matrix of step 5.
// A generator that stays in step 5 is the class it was, that of an element of the basis of step 3: its chain is a
// cycle.
#include "tessera/persistence/minimal_presentation.hpp"

#include "persistence/complete_dimension.hpp"
#include "persistence/generator_cycles.hpp"
#include "persistence/sorted_boundary.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/algebra/syzygies.hpp"
#include "tessera/core/error.hpp"
#include "tessera/persistence/chunk_reduction.hpp"

#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

template <int N>
GradedMatrix<N> chosen_columns(const GradedMatrix<N>& matrix, const std::vector<Index>& columns) {
  GradedMatrix<N> result{.row_grades = matrix.row_grades};
  for (const Index column : columns) result.append(matrix.column_grades[column], matrix.column(column));
  return result;
}

/// The cokernel of any matrix, presented minimally, rows and columns in colexicographic order (step 5); `stays`
/// receives the rows that are left.
template <int N>
GradedMatrix<N> minimal_cokernel(GradedMatrix<N> matrix, std::vector<Index>& stays, const Context& context) {
  FilteredComplex<N> relations;
  relations.blocks.push_back({.grades = std::move(matrix.row_grades)});
  relations.blocks.push_back({.grades = std::move(matrix.column_grades),
                              .faces = std::move(matrix.entries),
                              .offsets = std::move(matrix.offsets)});
  const auto matrix_left = sorted_boundary(cancelled(relations, stays, context), 1);
  return chosen_columns(matrix_left, minimal_generators(matrix_left, context));
}

/// A presentation matrix of homology and, where asked for, a chain of cells for every generator.
template <int N>
struct Presented {
  GradedMatrix<N> matrix;
  std::vector<std::vector<Index>> chains;
};

template <int N>
Presented<N> presented_homology(const FilteredComplex<N>& complex, const MinimalPresentationOptions& options,
                                const Context& context) {
  const Index degree = options.degree;
  const auto cells =
      prepared(complex, options.degree, options.cycles ? Preprocessing::plain : options.preprocessing, context);
  const auto high = sorted_boundary(cells, degree + 1);
  // Without a chunk reduction `cells` are those of the complex, sorted.
  const auto cell_order = options.cycles ? colexicographic_order(complex.blocks[degree].grades) : std::vector<Index>{};
  Presented<N> result;
  std::vector<Index> generators;
  if (degree == 0) {
    result.matrix = minimal_cokernel(high, generators, context);
    if (options.cycles)
      for (const Index vertex : generators) result.chains.push_back({cell_order[vertex]});
    return result;
  }

  GroebnerBasis<N> boundaries;
  const auto redundant = syzygies(high, {}, &boundaries, {.with_chains = false}, context);
  std::vector<Index> generating;
  for (Index column = 0; column < high.column_count(); ++column)
    if (!redundant.leads_at(column, high.column_grades[column])) generating.push_back(column);

  const auto low = sorted_boundary(cells, degree);
  const auto cycles = syzygies(low, &boundaries, {}, {}, context);
  boundaries = {};

  auto relations = coordinates(cycles, chosen_columns(high, generating), context);
  const auto among_cycles =
      inclusion(syzygies(inclusion(cycles, low.column_grades), {}, {}, {}, context), cycles.grades);
  for (Index column = 0; column < among_cycles.column_count(); ++column)
    relations.append(among_cycles.column_grades[column], among_cycles.column(column));
  result.matrix = minimal_cokernel(std::move(relations), generators, context);
  if (options.cycles)
    for (const Index element : generators) {
      auto& chain = result.chains.emplace_back();
      for (const Index column : cycles.chain(element)) chain.push_back(cell_order[column]);
    }
  return result;
}

}  // namespace

template <int N>
  requires(N != 2)
Presentation<N> minimal_presentation(const FilteredComplex<N>& complex, const MinimalPresentationOptions& options,
                                     const Context& context) {
  require_determined(options.degree, complex.complete_dimension, "degree");
  if (options.preprocessing == Preprocessing::flag)
    throw Error(codes::bad_request, fmt::format("flag needs a complex with two parameters, got {}", N),
                "leave preprocessing out, or choose plain or chunk")
        .within("preprocessing");
  if (options.preprocessing == Preprocessing::chunk && options.cycles) refuse_chunk();

  Presentation<N> presentation{.grid = complex.grid, .degree = options.degree, .is_minimal = true};
  if (options.degree >= complex.blocks.size()) return presentation;
  auto [matrix, chains] = presented_homology(complex, options, context);
  presentation.matrix = std::move(matrix);
  if (options.cycles) presentation.cycles = CellNames(complex, options.degree, context).sums_of(chains, context);
  return presentation;
}

template <int N>
  requires(N != 2)
Presentation<N> minimal_presentation(const Presentation<N>& presentation, const MinimalPresentationOptions& options,
                                     const Context& context) {
  if (options.cycles) require_cycles(presentation);
  if (presentation.is_minimal) return presentation;
  Presentation<N> result{.grid = presentation.grid, .degree = presentation.degree, .is_minimal = true};
  std::vector<Index> stays;
  result.matrix = minimal_cokernel(presentation.matrix, stays, context);
  if (!presentation.cycles.empty())
    for (const Index generator : stays) result.cycles.push_back(presentation.cycles[generator]);
  return result;
}

#define TESSERA_MINIMAL_PRESENTATION(N)                                                                       \
  template Presentation<N> minimal_presentation(const FilteredComplex<N>&, const MinimalPresentationOptions&, \
                                                const Context&);                                              \
  template Presentation<N> minimal_presentation(const Presentation<N>&, const MinimalPresentationOptions&,    \
                                                const Context&);
TESSERA_MINIMAL_PRESENTATION(1)
TESSERA_MINIMAL_PRESENTATION(3)
TESSERA_MINIMAL_PRESENTATION(4)
#undef TESSERA_MINIMAL_PRESENTATION

}  // namespace tessera
