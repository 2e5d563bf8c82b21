// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"

namespace tessera {

struct CoarseningOptions : SamplingOptions {
  CoarseningOptions() { grid = GridKind::regular; }
};

/// The same complex or module with every grade rounded up, axis by axis, to the next value of a grid: fewer distinct
/// grades, so smaller algebra afterwards, at a price that is known.
///
/// Rounding up is monotone, so faces still come before cells. At every point of the grid the result has the homology of
/// the original; and where no grade moved by more than g_k on axis k, the two modules are interleaved along
/// (g_1, ..., g_N): d_I <= max g_k when the axes share a unit, or max g_k / s_k in units scaled by s_k. The g_k are
/// reported as "rounding.axis0", ... through Context::resolved. Axes hold all values of the grid, and where a grade
/// lies beyond the last of them (a grid fitted elsewhere), the sample's largest value too: nothing is lost. A
/// presentation is no longer known to be minimal. An exact grid only drops values that no grade has.
/// Cycles are kept.
/// Throws Error D106 as fit_sampling_grid does. Cost: one pass over the grades.
template <int N>
FilteredComplex<N> coarsen(const FilteredComplex<N>& complex, const CoarseningOptions& options, const Context& context);
template <int N>
Presentation<N> coarsen(const Presentation<N>& module, const CoarseningOptions& options, const Context& context);

#define TESSERA_COARSENING(N)                                                                                      \
  extern template FilteredComplex<N> coarsen(const FilteredComplex<N>&, const CoarseningOptions&, const Context&); \
  extern template Presentation<N> coarsen(const Presentation<N>&, const CoarseningOptions&, const Context&);
TESSERA_COARSENING(1)
TESSERA_COARSENING(2)
TESSERA_COARSENING(3)
TESSERA_COARSENING(4)
#undef TESSERA_COARSENING

}  // namespace tessera
