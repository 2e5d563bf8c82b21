// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/filtration/filtered_complex.hpp"

#include <functional>
#include <type_traits>
#include <vector>

namespace tessera {

/// A point of R^N where N is deduced from elsewhere: std::array counts in size_t, so Point<N> alone deduces nothing.
template <int N>
using At = std::type_identity_t<Point<N>>;

using Lengths = std::function<double(Index, Index)>;

/// A function-Rips complex from its definition: every subset of at most max_dimension + 1 points whose pairs are no
/// longer than max_diameter, found by running through all subsets. values[k][v] in the order of inclusion.
template <int N>
FilteredComplex<N> naive_function_rips(Index point_count, const Lengths& length,
                                       const std::vector<std::vector<double>>& values, Index max_dimension,
                                       double max_diameter = infinity);

/// dim H_degree of the subcomplex of cells with grade <= z, by elimination over Z/2. At most 64 cells of each dimension
/// below `degree` + 1.
template <int N>
int naive_betti(const FilteredComplex<N>& complex, Index degree, const At<N>& z);

/// The rank of H_degree at z -> H_degree at w, for z <= w.
template <int N>
int naive_rank(const FilteredComplex<N>& complex, Index degree, const At<N>& z, const At<N>& w);

}  // namespace tessera
