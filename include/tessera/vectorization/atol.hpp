// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// How a centre c sees a bar x at the distance r: s is half the distance of c to the nearest other centre.
enum class AtolContrast {
  gaussian,   // exp(-r^2 / s^2)
  laplacian,  // exp(-r / s)
};

/// What a bar counts.
enum class AtolWeight {
  one,     // 1, as in the source
  length,  // min(1, length / longest of the training bars): 0 on the diagonal, for which there is a theorem
};

/// A codebook: centres in the plane (birth, death) by birth, then death, each with its s.
struct AtolFit {
  std::vector<double> births, deaths, scales;
  double longest = 1;
  BarRange range;  // where endless bars are cut

  FittedValues values() const;
  static AtolFit from_values(const FittedValues& values);
  friend bool operator==(const AtolFit&, const AtolFit&) = default;
};

struct AtolOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// Centres, and columns. Fewer different bars: as many centres as bars, further columns are 0.
  Index centres = 16;
  AtolContrast contrast = AtolContrast::gaussian;
  AtolWeight weight = AtolWeight::one;
  /// Seeded starts of k-means, of which the best result is kept.
  Index restarts = 5;
  /// The codebook; absent: fitted on the collection.
  std::optional<AtolFit> fit;
};

/// The codebook of a collection: k-means (k-means++ starts, Lloyd's iterations) on all bars of all samples, each of
/// weight 1. Depends on the seed, not on the order of samples or bars nor on the number of threads. A lone centre has
/// as s the largest distance of a bar to it, or 1. O(restarts x iterations x different bars x centres), 100 iterations
/// at most.
AtolFit fit_atol(const Collection<Barcode>& barcodes, const AtolOptions& options, const Context& context);

/// What every centre of a codebook sees of a barcode: v_c = sum over the bars of weight x contrast. Columns `centre00`.
/// Bars as in bar_range.hpp.
///
/// Stability, centres fixed, s the least scale: `length` weights: |v - v'| <= (a / s + 2 / longest) W_1 at every
/// column, W_1 the 1-Wasserstein distance in the maximum norm, a = 2 exp(-1/2) (gaussian), sqrt(2) (laplacian); with
/// weights 1 that holds (without 2 / longest) only where every bar is matched with a bar: a bar of no length counts
/// fully, so there is no theorem for barcodes. Refitting the centres is not continuous.
/// Proofs: src/vectorization/one_parameter.md. Cost: bars x centres exponentials.
/// Throws D106 for no centre, no start or a bad codebook; D101 for a bar that is none; R302 over the memory budget.
/// Source: Royer, Chazal, Levrard, Umeda and Ike 2021, ATOL: measure vectorization for automatic topologically-oriented
/// learning, AISTATS, PMLR 130; Arthur and Vassilvitskii 2007, k-means++: the advantages of careful seeding, SODA.
FeatureMatrix atol(const Collection<Barcode>& barcodes, const AtolOptions& options, const Context& context);

}  // namespace tessera
