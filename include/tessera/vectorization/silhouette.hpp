// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>

namespace tessera {

struct SilhouetteOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// Exponent of the weights, finite and >= 0: the larger, the more the longest bars decide. 0 weighs all bars equally.
  double power = 1;
  /// Cells of the range; the silhouette is taken at their centres.
  Index resolution = 100;
  /// The range; absent: fitted on the collection.
  std::optional<BarRange> fit;
};

/// Power-weighted silhouettes of barcodes, one row a sample: phi(t) = sum_i w_i max(0, min(t - b_i, d_i - t)) / sum_i
/// w_i, w_i = (d_i - b_i)^power, over all bars, those beyond the range too. Columns `t00`, in the unit of the
/// filtration. Bars as in bar_range.hpp.
///
/// Stability: power p >= 1: |phi(t) - phi'(t)| <= (p + 1)^2 / (4 p) W_1 at every t, W_1 the 1-Wasserstein distance in
/// the maximum norm, sharp for every p. No constant for p < 1, none in the bottleneck distance alone (proofs and
/// counterexamples: src/vectorization/one_parameter.md).
/// Cost: O(bars + resolution) by a sweep, one power a bar. To 1e-15 of the range.
/// Throws D106 for a bad power, no cell or a range that is none; D101 for a bar that is none; R302 over the memory
/// budget.
/// Source: Chazal, Fasy, Lecci, Rinaldo and Wasserman 2014, Stochastic convergence of persistence landscapes and
/// silhouettes, doi:10.1145/2582112.2582128, definition 5. The theorem is ours.
FeatureMatrix silhouette(const Collection<Barcode>& barcodes, const SilhouetteOptions& options, const Context& context);

}  // namespace tessera
