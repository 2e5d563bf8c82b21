// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/feature_matrix.hpp"

namespace tessera {

struct ConcatenateOptions {};

/// The features of several branches (degrees, kernels, filtrations) side by side, one row a sample. A column takes the
/// name of its branch as prefix unless it carries it already: `h1.x03.y17`. The grid is kept when there is one.
///
/// Stability: each column moves by at most its branch's constant times the perturbation of its branch, so in the
/// sup norm the constant is the largest one; it is NaN when one branch has none.
/// Throws Error D103 for no input, D102 when ids or their order differ, or two columns end with one name. O(size).
FeatureMatrix concatenate(const Many<FeatureMatrix>& features, const ConcatenateOptions& options,
                          const Context& context);

}  // namespace tessera
