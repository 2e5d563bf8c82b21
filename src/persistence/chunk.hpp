// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// The two maps C_{k+1} -> C_k -> C_{k-1} whose homology is H_k, with rows and columns in colexicographic order; the
/// columns of `low` are the rows of `high`.
struct BoundaryPair {
  GradedMatrix<2> high, low;
};

/// The boundary matrices of a complex around `degree` >= 1. `generating`, if given, are (degree + 1)-cells whose
/// boundaries generate those of all others at every grade: the rest is left out.
BoundaryPair boundary_pair(const FilteredComplex<2>& complex, Index degree,
                           const std::optional<std::vector<Index>>& generating, const Context& context);

/// The same for a smaller chain complex with the same homology: pairs of a cell and a facet of equal grade are
/// cancelled while the matrices are built, so that the columns they would take are never written. What remains has no
/// nonzero entry between equal grades in `high` and `low`.
/// Cost: one reduction within every grade, then the additions that clean the surviving columns.
/// Source: Fugacci, Kerber and Rolle 2023, Compression for 2-parameter persistent homology,
/// doi:10.1016/j.comgeo.2022.101940; Kerber and Rolle 2021, section 4, doi:10.1137/1.9781611976472.3.
BoundaryPair chunked_boundary_pair(const FilteredComplex<2>& complex, Index degree,
                                   const std::optional<std::vector<Index>>& generating, const Context& context);

}  // namespace tessera
