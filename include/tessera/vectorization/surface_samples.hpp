// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/persistence/euler_surface.hpp"
#include "tessera/persistence/hilbert_function.hpp"
#include "tessera/persistence/rank_invariant.hpp"

namespace tessera {

struct SurfaceSamplesOptions {};

/// Sampled invariants as rows of features, one a grade of their grid (Hilbert functions, Euler surfaces: columns
/// `x03.y17`, axis 0 slowest) or a pair of grades (rank invariants: `x03_07.y02_02`, the rank from (x03, y02) to (x07,
/// y02), as RankInvariant lists them; such pairs lie on no grid). Values are counts. Nothing is computed again: sample
/// the invariants on one grid, fitted on the collection.
///
/// No theorem in the sup norm: counts jump where a grade passes a sampled value. In the mean there is one: if f and g
/// filter one whole complex, the integral over a box of |chi_f - chi_g| is at most the sum over cells and axes of
/// |f_k - g_k| times the sides of the box along the other axes (proof: src/vectorization/measure_stability.md).
/// Cost: a copy. Throws Error D106 when samples differ in grid, degree or axes; R302 over the memory budget.
/// Source: Beltramo, Skraba, Andreeva, Sarkar, Giarratano, Bernabeu 2022, Euler characteristic surfaces,
/// doi:10.3934/fods.2021027.
template <int N>
FeatureMatrix surface_samples(const Collection<HilbertFunction<N>>& functions, const SurfaceSamplesOptions& options,
                              const Context& context);
template <int N>
FeatureMatrix surface_samples(const Collection<EulerSurface<N>>& surfaces, const SurfaceSamplesOptions& options,
                              const Context& context);
template <int N>
FeatureMatrix surface_samples(const Collection<RankInvariant<N>>& invariants, const SurfaceSamplesOptions& options,
                              const Context& context);

#define TESSERA_SURFACE_SAMPLES(N)                                                                                   \
  extern template FeatureMatrix surface_samples(const Collection<HilbertFunction<N>>&, const SurfaceSamplesOptions&, \
                                                const Context&);                                                     \
  extern template FeatureMatrix surface_samples(const Collection<EulerSurface<N>>&, const SurfaceSamplesOptions&,    \
                                                const Context&);                                                     \
  extern template FeatureMatrix surface_samples(const Collection<RankInvariant<N>>&, const SurfaceSamplesOptions&,   \
                                                const Context&);
TESSERA_SURFACE_SAMPLES(1)
TESSERA_SURFACE_SAMPLES(2)
TESSERA_SURFACE_SAMPLES(3)
TESSERA_SURFACE_SAMPLES(4)
#undef TESSERA_SURFACE_SAMPLES

}  // namespace tessera
