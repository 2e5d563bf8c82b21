// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>

namespace tessera {

struct Landscape1dOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// lambda_1, ..., lambda_count.
  Index count = 5;
  /// Cells of the range; landscapes are taken at their centres.
  Index resolution = 100;
  /// The range; absent: fitted on the collection.
  std::optional<BarRange> fit;
};

/// Persistence landscapes of barcodes, one row a sample: lambda_k(t) is the k-th largest of min(t - b, d - t) over the
/// bars [b, d) that hold t, 0 where fewer do (other programs give sqrt(2) times that). lambda_1 at all
/// centres of the grid, then lambda_2, ...: columns `lambda1.t00`, in the unit of the filtration.
///
/// Exact: every value is one difference of a centre and an end, as computed in double precision. Bars as
/// in bar_range.hpp.
/// Stability: |lambda_k(t) - lambda'_k(t)| <= d_B for all k and t, tight (src/vectorization/one_parameter.md).
/// Cost: a sort of the bars and O(bars + count x resolution) by two sweeps, one over rising and one over falling sides.
/// Throws D106 for no landscape, no cell or a range that is none; D101 for a bar that is none; R302 over the memory
/// budget.
/// Source: Bubenik 2015, Statistical topological data analysis using persistence landscapes, JMLR 16(3).
FeatureMatrix landscape_1d(const Collection<Barcode>& barcodes, const Landscape1dOptions& options,
                           const Context& context);

}  // namespace tessera
