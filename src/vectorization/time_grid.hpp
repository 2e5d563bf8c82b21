// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "vectorization/finite_bars.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// A range in equal cells; curves are taken at their centres or averaged over them.
class TimeGrid {
 public:
  /// Throws D106 when there is no cell, or the range is none.
  TimeGrid(const BarRange& range, Index cells);

  Index size() const noexcept { return Index(centres_.size()); }
  double step() const noexcept { return step_; }
  double centre(Index cell) const noexcept { return centres_[cell]; }
  /// How many cells lie before `time`: in [0, size].
  double place(double time) const noexcept;
  /// The first centre above `time`, resp. at or above it; size() when there is none.
  Index first_above(double time) const noexcept;
  Index first_from(double time) const noexcept;
  /// The first centre nearer to the death than to the birth, at which the bar's tent falls.
  Index first_falling(const FiniteBar& bar) const noexcept;

  FeatureAxis axis() const;
  /// "t000", "t001", ...
  std::vector<std::string> cell_names() const;

 private:
  Index near(double time) const noexcept;

  BarRange range_;
  double step_;
  std::vector<double> centres_;
};

/// A value a cell of the sum of weight x indicator over the bars; no weights: 1 each.
std::vector<double> weighted_count(const std::vector<FiniteBar>& bars, std::span<const double> weights,
                                   const TimeGrid& grid, CellValue value);

/// A matrix with a row a sample, all zero, and a column for every choice of one name a list, after that of the stage.
/// The forecast is made here, before the columns.
FeatureMatrix empty_features(const Collection<Barcode>& barcodes, const std::vector<std::vector<std::string>>& names,
                             const Context& context);

/// Fills the rows of a matrix in parallel with what `fill` writes into them for the bars of each sample.
struct BarOptions {
  Index degree;
  EndlessBars infinite_bars;
  BarRange range;
};
void fill_rows(FeatureMatrix& features, const Collection<Barcode>& barcodes, const BarOptions& options,
               const std::function<void(const std::vector<FiniteBar>&, std::span<double>)>& fill,
               const Context& context);

/// The vectorizer of one curve a sample: a column a cell.
FeatureMatrix curve_features(const Collection<Barcode>& barcodes, const BarOptions& options, const TimeGrid& grid,
                             const std::function<void(const std::vector<FiniteBar>&, std::span<double>)>& curve,
                             const Context& context);

}  // namespace tessera
