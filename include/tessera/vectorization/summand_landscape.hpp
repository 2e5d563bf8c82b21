// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

namespace tessera {

struct SummandLandscapeOptions {
  /// lambda_1, ..., lambda_count.
  Index count = 5;
  std::array<Index, 2> resolution{50, 50};
  std::optional<GridBox<2>> fit;
};

GridBox<2> fit_summand_landscape(const Collection<Decomposition<2>>& decompositions,
                                 const SummandLandscapeOptions& options, const Context& context);

/// Multigraded landscapes from a decomposition, in scaled units: lambda_k(x) is the k-th largest over the summands of
/// the largest e with x - e and x + e in the support. The decomposition keeps every bar on every diagonal line (to
/// within its certificate), so these are the landscapes of the module itself: what persistence.landscape computes line
/// by line, at the centres of the pixels, without a reduction. Supports are not clipped to the box: it is only where
/// one looks.
///
/// Values are at least 0, in scaled units. Columns `k1.x03.y17`; grid, degenerate cases and errors are those of
/// summand_representation. Stability, end to end and without hypotheses: |lambda_k(M)(x) - lambda_k(N)(x)| <= d_I(M,
/// N); approximate summands add g + h / 2. Cost: O(pixels inside a summand), for each of `count`. Source: Vipond 2020,
/// Multiparameter persistence landscapes, JMLR 21(61).
FeatureMatrix summand_landscape(const Collection<Decomposition<2>>& decompositions,
                                const SummandLandscapeOptions& options, const Context& context);

}  // namespace tessera
