// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/rank_invariant.hpp"
#include "tessera/persistence/signed_barcode.hpp"

namespace tessera {

/// Which invariant a signed barcode keeps, and by which modules.
enum class SignedDecomposition {
  hilbert,     // the Hilbert function, by free modules: the Hilbert measure
  hooks,       // the rank invariant, by hooks
  rectangles,  // the rank invariant, by rectangles
};

struct SignedBarcodeOptions : SamplingOptions {
  SignedDecomposition kind = SignedDecomposition::hilbert;
  /// k of H_k of a complex, unreduced; a module keeps its own degree.
  Index degree = 1;
};

/// The one signed barcode of its kind with the invariant of the module (hilbert), or with its rank invariant at every
/// pair of grid points (hooks, rectangles), by Moebius inversion. An exact grid keeps the invariant of the module
/// itself; another one that of the module rounded up to it. Hilbert with an exact grid needs no grid in memory.
///
/// Stability, for f and g that filter one whole complex, N parameters:
///   hilbert, N <= 2: KR(f, g) <= N |f - g|_1 (sum over cells); N >= 3: no theorem;
///   hilbert, as graded Betti numbers: signed bottleneck dissimilarity <= (N^2 - 1) d_I, N >= 2;
///   hooks: the rank-exact decomposition by hooks of a minimal resolution is bottleneck stable, <= (2 N - 1)^2 d_I;
///   this barcode is what is left of it when equal bars cancel; rectangles: **not** stable in the bottleneck distance.
/// Cost: the measure; else the rank invariant and 2 N passes over it, 8 bytes a pair. Throws as rank_invariant.
/// Source: Botnan, Oppermann, Oudot and Scoccola, On the bottleneck stability of rank decompositions of multi-parameter
/// persistence modules, arXiv:2208.00300; Botnan, Oppermann and Oudot, Signed barcodes for multi-parameter persistence
/// via rank decompositions, doi:10.4230/LIPIcs.SoCG.2022.19; Oudot and Scoccola 2024, doi:10.1137/22M1489150;
/// Loiseaux, Scoccola, Carriere, Botnan and Oudot 2023, arXiv:2306.03801.
template <int N>
SignedBarcode<N> signed_barcode(const Presentation<N>& module, const SignedBarcodeOptions& options,
                                const Context& context);

/// The same of H_degree of a complex. Throws D106 when degree >= complete_dimension.
template <int N>
SignedBarcode<N> signed_barcode(const FilteredComplex<N>& complex, const SignedBarcodeOptions& options,
                                const Context& context);

/// The barcode of hooks or rectangles with this rank invariant at every pair of its grid.
template <int N>
SignedBarcode<N> hook_barcode(const RankInvariant<N>& invariant, const Context& context);
template <int N>
SignedBarcode<N> rectangle_barcode(const RankInvariant<N>& invariant, const Context& context);

#define TESSERA_SIGNED_DECOMPOSITION(N)                                                                   \
  extern template SignedBarcode<N> signed_barcode(const Presentation<N>&, const SignedBarcodeOptions&,    \
                                                  const Context&);                                        \
  extern template SignedBarcode<N> signed_barcode(const FilteredComplex<N>&, const SignedBarcodeOptions&, \
                                                  const Context&);                                        \
  extern template SignedBarcode<N> hook_barcode(const RankInvariant<N>&, const Context&);                 \
  extern template SignedBarcode<N> rectangle_barcode(const RankInvariant<N>&, const Context&);
TESSERA_SIGNED_DECOMPOSITION(1)
TESSERA_SIGNED_DECOMPOSITION(2)
TESSERA_SIGNED_DECOMPOSITION(3)
TESSERA_SIGNED_DECOMPOSITION(4)
#undef TESSERA_SIGNED_DECOMPOSITION

}  // namespace tessera
