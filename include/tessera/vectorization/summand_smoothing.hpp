// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

namespace tessera {

struct SummandSmoothingOptions {
  /// Exponent of the weights in [0, infinity], as in summand_image; infinity takes the maximum over the summands.
  double p = 1;
  /// Of the Gaussian its deviation, of the exponential its length; in scaled units or percent_range of the scaled box.
  Quantity bandwidth{5, Relative::percent_range};
  std::array<Index, 2> resolution{50, 50};
  std::optional<GridBox<2>> fit;
};

GridBox<2> fit_summand_smoothing(const Collection<Decomposition<2>>& decompositions,
                                 const SummandSmoothingOptions& options, const Context& context);

/// Images V_p of decompositions as summand_image makes them, in which a pixel x sees of a summand the mass in it of a
/// density around x: the map `gaussian` of summand_representation.hpp, or `exponential`. The volume map is the same
/// with the uniform density of a square, so these are it with soft windows: smooth in x, never quite blind.
///
/// Values lie in [0, 1] and have no unit; grid, columns, degenerate cases and errors are those of
/// summand_representation. Stability, at every pixel, e the cost of a matching of the summands: p = infinity |V - V'|
/// <= 2 e / (sqrt(pi) sigma) for the Gaussian, e / length for the exponential; p >= 1 adds p W^(p-1) e / C_p as for
/// every V_p. Of decompositions, not end to end (src/vectorization/stability.md). This is a property of the mass in a
/// summand; the exponential of the distance from it, which is also called a Gaussian image, has none
/// (multiparameter_image.hpp). Cost: O(corners + pixels) a sample for the exponential; for the Gaussian O(corners +
/// pixels x nodes), a node every eighth of sigma; for p = infinity O(corners x pixels within 9 sigma, or 40 lengths).
/// Source: the template is that of Loiseaux, Carriere and Blumberg 2023, NeurIPS; maps and constants derived here.
FeatureMatrix summand_gaussian(const Collection<Decomposition<2>>& decompositions,
                               const SummandSmoothingOptions& options, const Context& context);
FeatureMatrix summand_exponential(const Collection<Decomposition<2>>& decompositions,
                                  const SummandSmoothingOptions& options, const Context& context);

}  // namespace tessera
