// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>

namespace tessera {

/// What is said of how evenly the total length is spread over the bars.
enum class EntropyKind {
  number,  // persistent entropy
  curve,   // the entropy summary function
};

struct EntropyOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  EntropyKind kind = EntropyKind::number;
  /// Of the curve.
  CellValue value = CellValue::mean;
  /// Of the curve: cells of the range.
  Index resolution = 100;
  /// The range; absent: fitted on the collection.
  std::optional<BarRange> fit;
};

/// With p_i = (d_i - b_i) / sum_j (d_j - b_j), one row a sample:
///   number   persistent entropy E = - sum_i p_i ln p_i, in [0, ln n]; one column `entropy`, in nats;
///   curve    S(t) = - sum p_i ln p_i over the bars [b_i, d_i) that hold t, its means over the cells of the grid or its
///            values at their centres; columns `t00`, in nats, not divided by their sum.
/// Lengths are divided by those of all bars, beyond the range too. No bar, and a single one, give 0. Bars as in
/// bar_range.hpp.
///
/// Stability: both are continuous in the 1-Wasserstein distance (maximum norm) and not Lipschitz: a new bar of length e
/// changes E by about e ln(1 / e). With r = 4 W_1 / max(L, L') <= 1/e, L the total lengths, N pairs of a best matching:
///   |E - E'| <= r ln N + eta(r), eta(x) = - x ln x;
///   h sum |S - S'| <= M (r ln N + eta(r)) + 2 W_1 / e over all cells of length h, M the smaller of the longest bars.
/// No constant is attached. Point values of the curve have no theorem. Proofs: src/vectorization/one_parameter.md.
/// Cost: O(bars + resolution), one logarithm a bar.
/// Throws D106 for no cell or a range that is none; D101 for a bar that is none; R302 over the memory budget.
/// Source: Atienza, Gonzalez-Diaz and Soriano-Trigueros 2020, On the stability of persistent entropy and new summary
/// functions for topological data analysis, doi:10.1016/j.patcog.2020.107509 (bounds of this kind; ours are derived).
FeatureMatrix entropy(const Collection<Barcode>& barcodes, const EntropyOptions& options, const Context& context);

}  // namespace tessera
