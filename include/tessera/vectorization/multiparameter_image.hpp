// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

namespace tessera {

struct MultiparameterImageOptions {
  /// What a summand counts for, and the exponent of that.
  SummandWeight weight = SummandWeight::area;
  double p = 1;
  /// sigma, in scaled units or percent_range of the scaled box's longest side.
  Quantity bandwidth{5, Relative::percent_range};
  std::array<Index, 2> resolution{50, 50};
  std::optional<GridBox<2>> fit;
};

GridBox<2> fit_multiparameter_image(const Collection<Decomposition<2>>& decompositions,
                                    const MultiparameterImageOptions& options, const Context& context);

/// Multiparameter persistence images: at the centre x of every pixel of the box K
///   sum over summands I of w(I)^p exp(-d(x, I)^2 / (2 sigma^2)),
/// w the area of I in K (or half its largest square), d the Euclidean distance of x from the support, in scaled units.
/// The source samples diagonal lines and takes the distance from the nearest bar on them; this is its limit for all
/// lines.
///
/// Grid, columns, degenerate cases and errors are those of summand_representation. No theorem, weighted or not: a thin
/// part of a summand may come or go at no cost in d_I, and with it the distance to the summand jumps;
/// `summand_gaussian` is the image to take where stability counts. Cost: O(pixels within 9 sigma of a summand x pieces
/// of it nearby). Source: Carriere and Blumberg 2020, Multiparameter persistence images for topological machine
/// learning, NeurIPS.
FeatureMatrix multiparameter_image(const Collection<Decomposition<2>>& decompositions,
                                   const MultiparameterImageOptions& options, const Context& context);

}  // namespace tessera
