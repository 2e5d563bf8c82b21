// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/persistence/landscape.hpp"

namespace tessera {

struct LandscapeSamplesOptions {};

/// Multigraded landscapes as rows of features: lambda_k at every grade of their grid, columns `l01.x03.y17`, the
/// landscape slowest, then axis 0. Values are lengths in scaled units. Nothing is computed again: take the landscapes
/// on one grid, fitted on the collection.
///
/// Stability, end to end, for all modules: |lambda_k(M)(x) - lambda_k(M')(x)| <= d_I(M, M') in scaled units, at every
/// column; attained. The grid and the scale are fixed.
/// Cost: a copy. Throws Error D106 when samples differ in grid, scale, number of landscapes, degree or axes; R302.
/// Source: Vipond 2020, Multiparameter persistence landscapes, JMLR 21(61).
template <int N>
FeatureMatrix landscape_samples(const Collection<Landscape<N>>& landscapes, const LandscapeSamplesOptions& options,
                                const Context& context);

extern template FeatureMatrix landscape_samples(const Collection<Landscape<1>>&, const LandscapeSamplesOptions&,
                                                const Context&);
extern template FeatureMatrix landscape_samples(const Collection<Landscape<2>>&, const LandscapeSamplesOptions&,
                                                const Context&);
extern template FeatureMatrix landscape_samples(const Collection<Landscape<3>>&, const LandscapeSamplesOptions&,
                                                const Context&);
extern template FeatureMatrix landscape_samples(const Collection<Landscape<4>>&, const LandscapeSamplesOptions&,
                                                const Context&);

}  // namespace tessera
