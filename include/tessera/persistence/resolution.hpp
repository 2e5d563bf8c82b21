// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// A minimal free resolution 0 -> F_l -> ... -> F_1 -> F_0 -> M -> 0 of an N-parameter module over Z/2, l <= N.
///
/// maps[i] is the matrix of F_(i+1) -> F_i: its rows are the generators of F_i, its columns those of F_(i+1). maps[0]
/// presents M and is always there, with no columns if M is free; every further map has columns. Exact: the image of
/// each map is the kernel of the one before. Minimal: no entry joins a row and a column of equal grade, so the grades
/// are the graded Betti numbers of M. Rows and columns come in colexicographic order.
template <int N>
struct FreeResolution {
  static constexpr std::string_view artifact = "FreeResolution";
  static constexpr std::string_view meaning = "a module by generators, relations, relations among relations, and so on";
  static constexpr int parameters = N;

  Grid<N> grid;
  std::vector<GradedMatrix<N>> maps;
  Index degree = 0;  // the homology degree that M came from

  std::string brief() const {
    std::string text = "ranks";
    if (!maps.empty()) text += ' ' + std::to_string(maps[0].row_count());
    for (const auto& map : maps)
      if (map.column_count() > 0) text += ", " + std::to_string(map.column_count());
    return text;
  }
  friend bool operator==(const FreeResolution&, const FreeResolution&) = default;
};

struct FreeResolutionOptions {};

/// Hilbert's syzygy theorem bounds the length by N. Minimises first where needed. Cost: a Groebner basis of a kernel a
/// map (syzygies.hpp); for N = 2 one sweep of the presentation. Throws R302 when the chains pass the memory budget.
/// Source: Eisenbud 2005, The geometry of syzygies, chapter 1; Lesnick and Wright 2022, doi:10.1137/20M1388425.
template <int N>
FreeResolution<N> minimal_free_resolution(const Presentation<N>& module, const FreeResolutionOptions& options,
                                          const Context& context);

/// beta_j of the module resolved, for j = 0 .. N: the grades of the generators of F_j with multiplicity, in
/// colexicographic order.
template <int N>
std::vector<std::vector<Grade<N>>> betti_numbers(const FreeResolution<N>& resolution);

/// The resolution as a complex with the generators of F_j for cells of dimension j: its H_0 is M, all other homology is
/// zero.
template <int N>
FilteredComplex<N> as_complex(const FreeResolution<N>& resolution);

#define TESSERA_RESOLUTION(N)                                                                                     \
  extern template FreeResolution<N> minimal_free_resolution(const Presentation<N>&, const FreeResolutionOptions&, \
                                                            const Context&);                                      \
  extern template std::vector<std::vector<Grade<N>>> betti_numbers(const FreeResolution<N>&);                     \
  extern template FilteredComplex<N> as_complex(const FreeResolution<N>&);
TESSERA_RESOLUTION(1)
TESSERA_RESOLUTION(2)
TESSERA_RESOLUTION(3)
TESSERA_RESOLUTION(4)
#undef TESSERA_RESOLUTION

}  // namespace tessera
