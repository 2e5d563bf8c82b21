// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tessera {

/// With r_j the distance of a point to its j-th nearest and k = neighbors:
/// two_nn: r_2 / r_1 has distribution function 1 - mu^-d (Facco et al. 2017, doi:10.1038/s41598-017-11873-y). The least
///   slope through the origin of -ln(1 - i/n) on ln mu_(i), the share `discard` of largest ratios left out.
/// two_nn_likelihood: the maximum likelihood d of the same ratios, the left out ones known to be larger (type II
///   censoring), kept / (sum ln mu).
/// likelihood: local 1 / mean_{j<k} ln(r_k / r_j) (Levina and Bickel 2004), averaged by their inverses (MacKay and
///   Ghahramani 2005).
/// manifold_adaptive: local ln 2 / ln(r_k / r_ceil(k/2)), cut at the dimension of the coordinates, averaged (Farahmand,
///   Szepesvari and Audibert 2007, doi:10.1145/1273496.1273530).
/// local_pca: components that carry the share `explained` of the variance of a point and its neighbors, averaged
///   (Fukunaga and Olsen 1971, doi:10.1109/T-C.1971.223208; Fan et al. 2010, arXiv:1002.2050).
/// correlation: slope of ln(share of pairs within r) on ln r at `radii` radii, equally spaced in ln r between two
///   (Grassberger and Procaccia 1983, doi:10.1016/0167-2789(83)90298-1).
enum class DimensionMethod { two_nn, two_nn_likelihood, likelihood, manifold_adaptive, local_pca, correlation };

struct IntrinsicDimensionOptions {
  DimensionMethod method = DimensionMethod::two_nn;
  double discard = 0.1;                            // of two_nn, two_nn_likelihood; in [0, 1)
  Index neighbors = 20;                            // of likelihood, manifold_adaptive, local_pca
  double explained = 0.95;                         // of local_pca
  Quantity least_radius{1, Relative::percentile};  // of correlation: in the unit of the coordinates, or of distances
  Quantity largest_radius{10, Relative::percentile};
  Index radii = 20;
  double confidence = 0.95;
};

/// The number of dimensions of the set that points were sampled from.
struct IntrinsicDimension {
  static constexpr std::string_view artifact = "IntrinsicDimension";
  static constexpr std::string_view meaning = "an estimate of the dimension of the set that points were sampled from";

  double value = 0;
  std::optional<std::array<double, 2>> interval;  // two_nn and both likelihoods
  std::string method;
  Index points = 0, duplicates = 0;  // duplicates: points equal to an earlier one, left out
  Index ambient = 0;                 // coordinates
};

/// Equal points count once. The result does not depend on the numbering of the points, to the last bit, nor on a power
/// of two as a scale; up to rounding not on rotation, translation or scale.
/// Intervals are those of a sum of independent exponentials (chi squared, by Wilson and Hilferty); for likelihood the
/// sum over neighborhoods that overlap is counted as n (k - 1) / k independent terms. Neighbors share distances, so
/// that 95 % intervals cover less often: those of two_nn_likelihood in 130 of 150 samples of 400 points of a sphere.
/// Curvature, noise and the edges of the set bias all of them, towards low values in high dimensions, and no interval
/// covers that. Cost: nearest_neighbors, and for local_pca n k^2 min(k, d); correlation n^2 d / 2 and 4 n^2 bytes.
/// Throws D103 with fewer than 3 different points, not more than `neighbors`, or neighbors all equally far (the
/// estimate would be infinite); D106 for an option out of its range.
IntrinsicDimension intrinsic_dimension(const PointCloud& points, const IntrinsicDimensionOptions& options = {},
                                       const Context& context = {});

std::string summary(const IntrinsicDimension& dimension);
FittedValues figures(const IntrinsicDimension& dimension);

enum class LocalDimensionMethod { likelihood, manifold_adaptive, local_pca };

struct LocalDimensionOptions {
  LocalDimensionMethod method = LocalDimensionMethod::likelihood;
  Index neighbors = 20;
  double explained = 0.95;
};

/// The local value at every point, at most the number of coordinates (which is what neighbors all equally far give);
/// likelihood divides by k - 2 instead of k - 1, which makes it unbiased. Equal points have equal values. Throws as
/// intrinsic_dimension.
ScalarField local_dimension(const PointCloud& points, const LocalDimensionOptions& options = {},
                            const Context& context = {});

}  // namespace tessera
