// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <array>
#include <optional>

namespace tessera {

/// What a pixel says of the surface above it.
enum class PixelValue {
  integral,  // over the pixel
  centre,    // the value at its centre
};

/// The box of a persistence image in the plane (birth, length), and where endless bars are cut.
struct PersistenceImageFit {
  BarRange births, lengths, range;

  FittedValues values() const;
  static PersistenceImageFit from_values(const FittedValues& values);
  friend bool operator==(const PersistenceImageFit&, const PersistenceImageFit&) = default;
};

struct PersistenceImageOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// sigma > 0 of the Gaussian, in the unit of the filtration or as percentage of the extent of the lengths.
  Quantity bandwidth{5, Relative::percent_range};
  /// Exponent > 0 of the weights; below 1 there is no constant.
  double power = 1;
  PixelValue value = PixelValue::integral;
  /// Pixels along births and along lengths.
  std::array<Index, 2> resolution{50, 50};
  /// The box; absent: fitted on the collection.
  std::optional<PersistenceImageFit> fit;
};

/// Births from least to largest, lengths from 0 to the longest; an axis without extent is widened upwards by 1.
PersistenceImageFit fit_persistence_image(const Collection<Barcode>& barcodes, const PersistenceImageOptions& options,
                                          const Context& context);

/// Persistence images, one row a sample: the surface rho(x, y) = sum_i w_i g(x - b_i, y - l_i), l_i = d_i - b_i, g the
/// Gaussian of deviation sigma and integral 1, w_i = min(1, l_i / l_max)^power, l_max the upper end of the box; its
/// exact integral over every pixel (a product of two differences of erf) or its value at the centre. Births are
/// slowest; columns `x00.y00`; integrals have no unit, values one over its square. Bars beyond the box leave their
/// tails in it.
///
/// Stability, power p >= 1, W_1 the 1-Wasserstein distance in the maximum norm, box and sigma fixed:
///   at every point |rho - rho'| <= K W_1, K = max_r exp(-r^2 / 2 sigma^2) (sqrt(5) r / sigma^2 + 2 p / l_max) / (2 pi
///   sigma^2), sharp; integrals over a pixel of area A <= min(A K, sqrt(5 / 2 pi) / sigma + 2 p / l_max) W_1; all
///   pixels together <= (sqrt(10 / pi) / sigma + 2 p / l_max) W_1. Proofs: src/vectorization/one_parameter.md.
/// Cost: bars x pixels within 9 sigma of each (tails below 1e-18 of a bar are left out), 8 bars at a time: two flops a
/// pixel, no erf or exp but in a table made once (bench/one_parameter_vectors.cpp).
/// Throws D106 for a bad bandwidth, power, resolution or box; D101 for a bar that is none; R302 over the memory budget.
/// Source: Adams et al. 2017, Persistence images, JMLR 18(8).
FeatureMatrix persistence_image(const Collection<Barcode>& barcodes, const PersistenceImageOptions& options,
                                const Context& context);

}  // namespace tessera
