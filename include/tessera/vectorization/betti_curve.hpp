// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>

namespace tessera {

struct BettiCurveOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// Means over the cells are stable; values at points are what is often plotted, and are not.
  CellValue value = CellValue::mean;
  /// Cells of the range.
  Index resolution = 100;
  /// The range; absent: fitted on the collection.
  std::optional<BarRange> fit;
};

/// Betti curves of barcodes, one row a sample: beta(t) = number of bars [b, d) that hold t; its mean over every cell of
/// the grid (the integral divided by the length h of the cell), or its value at the centre. Columns `t00`; numbers
/// without unit. Bars as in bar_range.hpp.
///
/// Stability: means: |V - V'| <= 2 W_1 / h in every cell, and h sum |V - V'| <= 2 W_1 over all cells; W_1 the
/// 1-Wasserstein distance in the maximum norm, both tight. Point values: no theorem, an arbitrarily small move of an
/// end across a centre changes them by 1. Proofs: src/vectorization/one_parameter.md.
/// Cost: O(bars + resolution).
/// Throws D106 for no cell or a range that is none; D101 for a bar that is none; R302 over the memory budget.
/// Source: Umeda 2017, Time series classification via topological data analysis, doi:10.1527/tjsai.D-G72; Chung and
/// Lawson 2022, Persistence curves, doi:10.1007/s10444-021-09893-4.
FeatureMatrix betti_curve(const Collection<Barcode>& barcodes, const BettiCurveOptions& options,
                          const Context& context);

}  // namespace tessera
