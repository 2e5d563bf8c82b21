// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <optional>

namespace tessera {

struct PersistenceStatisticsOptions {
  /// Of the bars that count.
  Index degree = 1;
  EndlessBars infinite_bars = EndlessBars::cut;
  /// Where endless bars are cut; absent: fitted on the collection.
  std::optional<BarRange> fit;
};

/// 38 numbers a sample. Of the births, deaths, midpoints (b + d) / 2 and lengths d - b, nine each: mean, standard
/// deviation (of the population), median, interquartile range, range, 10th, 25th, 75th and 90th percentile (linear
/// between order statistics); then the number of bars and their persistent entropy in nats. Columns `birth.mean`, ...,
/// `length.p90`, `count`, `entropy`. No bar gives zeros. Bars as in bar_range.hpp.
///
/// Stability: no theorem, for a bar of no length may be added at no cost and changes the count, the means and the
/// percentiles. Only between barcodes that a matching of cost e matches completely: means, deviations and percentiles
/// change by at most e (2 e for lengths), ranges and interquartile ranges by at most 2 e (4 e), the count not at all;
/// the entropy as in entropy.hpp.
/// Cost: a sort of the bars by each of the four.
/// Throws D106 for a range that is none; D101 for a bar that is none; R302 over the memory budget.
/// Source: Ali, Asaad, Jimenez, Nanda, Paluzo-Hidalgo and Soriano-Trigueros 2023, A survey of vectorization methods in
/// topological data analysis, doi:10.1109/TPAMI.2023.3308391.
FeatureMatrix persistence_statistics(const Collection<Barcode>& barcodes, const PersistenceStatisticsOptions& options,
                                     const Context& context);

}  // namespace tessera
