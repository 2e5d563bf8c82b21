// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_statistics.hpp"

#include "tessera/core/quantity.hpp"
#include "vectorization/bar_entropy.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tessera {
namespace {

constexpr std::array quantities{"birth", "death", "midpoint", "length"};
constexpr std::array statistics{"mean", "deviation", "median", "iqr", "range", "p10", "p25", "p75", "p90"};

/// The statistics of `values`, in the order of their names.
void write_statistics(std::vector<double> values, std::span<double> to) {
  std::ranges::sort(values);
  // From the least on: a far origin costs no digits, equal values give 0.
  const double least = values.front(), count = double(values.size());
  double mean = 0, square = 0;
  for (const double value : values) mean += (value - least) / count;
  for (const double value : values) square += (value - least - mean) * (value - least - mean) / count;
  const auto at = [&](double percent) { return percentile(values, percent); };
  const std::array numbers{
      least + mean, std::sqrt(square), at(50), at(75) - at(25), values.back() - least, at(10), at(25), at(75), at(90)};
  std::ranges::copy(numbers, to.begin());
}

void statistics_of(const std::vector<FiniteBar>& bars, std::span<double> row) {
  const std::array<double (*)(const FiniteBar&), 4> of{
      [](const FiniteBar& bar) { return bar.birth; }, [](const FiniteBar& bar) { return bar.death; },
      [](const FiniteBar& bar) { return bar.birth / 2 + bar.death / 2; },
      [](const FiniteBar& bar) { return bar.length(); }};
  for (std::size_t k = 0; k < of.size(); ++k) {
    std::vector<double> values;
    for (const FiniteBar& bar : bars) values.push_back(of[k](bar));
    write_statistics(std::move(values), row.subspan(k * statistics.size(), statistics.size()));
  }
  row[row.size() - 2] = double(bars.size());
  row[row.size() - 1] = persistent_entropy(bars);
}

}  // namespace

FeatureMatrix persistence_statistics(const Collection<Barcode>& barcodes, const PersistenceStatisticsOptions& options,
                                     const Context& context) {
  const BarRange range = options.fit ? *options.fit : fit_bar_range(barcodes, options, context);
  std::vector<std::string> columns;
  for (const std::string quantity : quantities)
    for (const auto* statistic : statistics) columns.push_back(quantity + "." + statistic);
  columns.insert(columns.end(), {"count", "entropy"});

  auto features = empty_features(barcodes, {columns}, context);
  features.units.back() = "nat";
  fill_rows(features, barcodes, {options.degree, options.infinite_bars, range}, statistics_of, context);
  features.stability = {
      std::numeric_limits<double>::quiet_NaN(),
      "No theorem: a bar of no length may be added at no cost and changes the count, the means and the percentiles. "
      "Where a matching of cost e matches every bar, means, deviations and percentiles change by at most e (2 e for "
      "lengths), ranges by 2 e (4 e), the count not at all; the entropy is continuous, without a constant. " +
          distance_clause(options.infinite_bars)};
  return features;
}

}  // namespace tessera
