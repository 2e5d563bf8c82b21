// SPDX-License-Identifier: MIT
// Minimal presentation of H_k for any number of parameters. The cycles are presented too, for they need not be free:
//   1. The cells of dimensions k - 1 .. k + 1 are sorted, and chunk-reduced where that pays.
//   2. Columns of d_(k+1) that generate its image minimally, and a Groebner basis of the image.
//   3. A Groebner basis of ker d_k, which takes over the boundaries of step 2: the generators.
//   4. Relations: the syzygies of that basis, and the columns of step 2 written in it.
//   5. Pairs of a generator and a relation of equal grade cancel (chunk reduction of this matrix); then relations that
//      the others generate are left out. Nothing of equal grade is left to cancel, so both counts are minimal.
// k = 0: every vertex is a cycle, and d_1 is the matrix of step 5.
#include "tessera/persistence/minimal_presentation.hpp"

#include "persistence/complete_dimension.hpp"
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

/// The cokernel of any matrix, presented minimally, rows and columns in colexicographic order (step 5).
template <int N>
GradedMatrix<N> minimal_cokernel(GradedMatrix<N> matrix, const Context& context) {
  FilteredComplex<N> relations;
  relations.blocks.push_back({.grades = std::move(matrix.row_grades)});
  relations.blocks.push_back({.grades = std::move(matrix.column_grades),
                              .faces = std::move(matrix.entries),
                              .offsets = std::move(matrix.offsets)});
  const auto cancelled = sorted_boundary(chunk_reduced(relations, {}, context), 1);
  return chosen_columns(cancelled, minimal_generators(cancelled, context));
}

template <int N>
GradedMatrix<N> presented_homology(const FilteredComplex<N>& complex, const MinimalPresentationOptions& options,
                                   const Context& context) {
  const Index degree = options.degree;
  const auto cells = prepared(complex, options.degree, options.preprocessing, context);
  const auto high = sorted_boundary(cells, degree + 1);
  if (degree == 0) return minimal_cokernel(high, context);

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
  return minimal_cokernel(std::move(relations), context);
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

  Presentation<N> presentation{.grid = complex.grid, .degree = options.degree, .is_minimal = true};
  if (options.degree < complex.blocks.size()) presentation.matrix = presented_homology(complex, options, context);
  return presentation;
}

template <int N>
  requires(N != 2)
Presentation<N> minimal_presentation(const Presentation<N>& presentation, const MinimalPresentationOptions&,
                                     const Context& context) {
  if (presentation.is_minimal) return presentation;
  return {.grid = presentation.grid,
          .matrix = minimal_cokernel(presentation.matrix, context),
          .degree = presentation.degree,
          .is_minimal = true};
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
