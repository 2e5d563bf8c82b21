// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/persistence/betti_table.hpp"
#include "tessera/persistence/euler_surface.hpp"
#include "tessera/persistence/hilbert_function.hpp"
#include "tessera/persistence/landscape.hpp"
#include "tessera/persistence/rank_invariant.hpp"
#include "tessera/persistence/signed_barcode.hpp"
#include "tessera/persistence/slice.hpp"

#include <string>

namespace tessera::exchange {

// Tables of a collection, a header line first. Values are those the user knows: of superlevel axes with their sign
// restored.

/// Rows `sample,betti,axis0,axis1`: one row a grade of beta_j, with multiplicity.
std::string betti_csv(const Collection<BettiTable>& tables);
/// Rows `sample,axis0,...,dimension`, axis 0 slowest.
template <int N>
std::string hilbert_csv(const Collection<HilbertFunction<N>>& functions);
/// Rows `sample,axis0,...,characteristic`, axis 0 slowest.
template <int N>
std::string euler_csv(const Collection<EulerSurface<N>>& surfaces);
/// Rows `sample,line,base0,...,direction0,...,degree,birth,death`; births and deaths are parameters of the line, base
/// and direction in the internal sign of the axes.
template <int N>
std::string fibered_csv(const Collection<FiberedBarcode<N>>& fibered);
/// Rows `sample,kind,degree,birth0,...,death0,...,multiplicity`, kind free, hook or rectangle; degree empty: Euler
/// characteristic. A death is infinite on every axis where the bar has no end.
template <int N>
std::string signed_csv(const Collection<SignedBarcode<N>>& barcodes);
/// One sample: {"format": "tessera.signed_barcode/1", "kind", "degree", "axes", "bars": [{"birth", "death",
/// "multiplicity"}, ...]}; infinite coordinates are the strings "inf" and "-inf", degree null: Euler characteristic.
template <int N>
std::string signed_json(const SignedBarcode<N>& barcode);

// Arrays of one sample: .npz, C order. Beside the array itself each has `axes` (names, unicode [N]), `units` (unicode
// [N]) and `axis0`, `axis1`, ... (the sampled values, float64, in the sign of the user), and `degree` where there is
// one.

/// `dimensions` int64 [n0, n1, ...].
template <int N>
std::string hilbert_npz(const HilbertFunction<N>& function);
/// `characteristics` int64 [n0, n1, ...].
template <int N>
std::string euler_npz(const EulerSurface<N>& surface);
/// `ranks` int64 [p0, p1, ...]: rank from a to b at the numbers of the pairs a_k <= b_k of the axes, and `pairs0`,
/// `pairs1`, ... int64 [pk, 2]: those pairs, as positions in axis0, axis1, ...
template <int N>
std::string rank_npz(const RankInvariant<N>& invariant);
/// `landscapes` float64 [count, n0, n1, ...] and `axis_scale` float64 [N].
template <int N>
std::string landscape_npz(const Landscape<N>& landscape);

#define TESSERA_INVARIANTS(N)                                                     \
  extern template std::string hilbert_csv(const Collection<HilbertFunction<N>>&); \
  extern template std::string euler_csv(const Collection<EulerSurface<N>>&);      \
  extern template std::string fibered_csv(const Collection<FiberedBarcode<N>>&);  \
  extern template std::string signed_csv(const Collection<SignedBarcode<N>>&);    \
  extern template std::string signed_json(const SignedBarcode<N>&);               \
  extern template std::string hilbert_npz(const HilbertFunction<N>&);             \
  extern template std::string euler_npz(const EulerSurface<N>&);                  \
  extern template std::string rank_npz(const RankInvariant<N>&);                  \
  extern template std::string landscape_npz(const Landscape<N>&);
TESSERA_INVARIANTS(1)
TESSERA_INVARIANTS(2)
TESSERA_INVARIANTS(3)
TESSERA_INVARIANTS(4)
#undef TESSERA_INVARIANTS

}  // namespace tessera::exchange
