// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"
#include "tessera/persistence/signed_barcode.hpp"

namespace tessera {

/// The Euler measure of a complex: the grades of its cells with sign (-1)^dimension, equal grades added up. Summed over
/// the grades below z it is the Euler characteristic of the cells at z. Kind free, degree `none`.
/// The complex must hold all its cells: a skeleton has the Euler measure of the skeleton. Cost: one sort of the cells.
template <int N>
SignedBarcode<N> euler_measure(const FilteredComplex<N>& complex);

/// The Hilbert measure of H_degree (unreduced, coefficients Z/2): the one signed sum of grades, kind free, with
///   dim H_degree(z) = the sum of the multiplicities of the bars with birth <= z, at every z.
/// It is the alternating sum of the graded Betti numbers, equal grades cancelled; no grid and no resolution is formed.
///
/// Exact for every number of parameters and of any size. A degree above the dimension of the complex has none. The
/// leading terms of the kernels of two boundary maps are found (syzygies.hpp), after chunk reduction where that pays;
/// the dimension of a kernel at z is the number of leading terms' staircases that z lies in.
/// Throws D106 when degree >= complete_dimension, R302 when the reduced columns pass the memory budget.
/// Source: Oudot and Scoccola 2024, On the stability of multigraded Betti numbers and Hilbert functions,
/// doi:10.1137/22M1489150; Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, arXiv:2306.03801.
template <int N>
SignedBarcode<N> hilbert_measure(const FilteredComplex<N>& complex, Index degree, const Context& context);

/// The same of a presented module, which need not be minimal.
template <int N>
SignedBarcode<N> hilbert_measure(const Presentation<N>& module, const Context& context);

#define TESSERA_SIGNED_MEASURES(N)                                                                    \
  extern template SignedBarcode<N> euler_measure(const FilteredComplex<N>&);                          \
  extern template SignedBarcode<N> hilbert_measure(const FilteredComplex<N>&, Index, const Context&); \
  extern template SignedBarcode<N> hilbert_measure(const Presentation<N>&, const Context&);
TESSERA_SIGNED_MEASURES(1)
TESSERA_SIGNED_MEASURES(2)
TESSERA_SIGNED_MEASURES(3)
TESSERA_SIGNED_MEASURES(4)
#undef TESSERA_SIGNED_MEASURES

}  // namespace tessera
