// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"

namespace tessera {

/// What makes the boundary matrices smaller before they are swept; the choice is recorded by its position here.
/// `plain`: nothing. `chunk`: pairs of a cell and a facet of equal grade are cancelled. `flag`: of a flag complex,
/// degree 1, only triangles that no vertex makes superfluous are kept. `automatic`: flag where it applies and triangles
/// are at least twice the edges, else chunk up to four (degree + 1)-cells a degree-cell, else plain.
enum class Preprocessing { automatic, plain, chunk, flag };

struct MinimalPresentationOptions {
  Index degree = 1;
  Preprocessing preprocessing = Preprocessing::automatic;
  /// Also give a representative cycle for every generator.
  bool cycles = false;
};

/// A minimal presentation of H_degree (unreduced, coefficients Z/2) of a bifiltered complex.
///
/// Minimal: generators and relations are counted by the bigraded Betti numbers beta_0 and beta_1 of the homology
/// module, so their grades do not depend on the order of the cells. Rows and columns come in colexicographic order. A
/// degree above the dimension of the complex gives the zero module. Throws D106 when degree >= complete_dimension.
/// Preprocessing changes the presentation up to isomorphism only. Throws D106 when `flag` is asked for and the complex
/// is no flag complex. Cost: degree 0 in O(m log n) for m edges and n vertices, without a matrix; else the
/// preprocessing and the sweeps of bigraded_sweep.hpp over what it leaves of the boundaries: 32 bytes a cell plus
/// fill-in, about 10 a triangle with `flag` (bench/presentations.cpp).
///
/// Cycles. Every generator comes with a cycle that it is the class of, made of cells that are there at its grade.
/// Simplices are named by their points (vertex_point), cells of any other complex by their position; which cycle of its
/// class is given depends on the order of the cells. The cells themselves are swept, so `chunk` is refused (D106) and
/// automatic does without; the chains of the sweep are kept whole. Source: Lesnick and Wright 2022,
/// doi:10.1137/20M1388425; Kerber and Rolle 2021, doi:10.1137/1.9781611976472.3.
Presentation<2> minimal_presentation(const FilteredComplex<2>& complex, const MinimalPresentationOptions& options,
                                     const Context& context);

/// The same module, presented minimally. `options.degree` is not used: the module keeps its own, and the cycles of the
/// generators that stay. Throws D106 when cycles are asked for and the presentation has none.
Presentation<2> minimal_presentation(const Presentation<2>& presentation, const MinimalPresentationOptions& options,
                                     const Context& context);

/// The same for 1, 3 and 4 parameters, where the cycles need not be free: a Groebner basis of the cycles presents them,
/// its syzygies and the boundaries are the relations, and what is redundant goes. The complex is chunk-reduced first
/// where that pays (plain: never, chunk: always). Exact and minimal; beyond two parameters for modest sizes: the
/// syzygies may be many more than the cells. Throws D106 as above and on `flag`; R302 when the chains pass the memory
/// budget.
template <int N>
  requires(N != 2)
Presentation<N> minimal_presentation(const FilteredComplex<N>& complex, const MinimalPresentationOptions& options,
                                     const Context& context);
template <int N>
  requires(N != 2)
Presentation<N> minimal_presentation(const Presentation<N>& presentation, const MinimalPresentationOptions& options,
                                     const Context& context);

}  // namespace tessera
