// SPDX-License-Identifier: MIT
#include "tessera/vectorization/entropy.hpp"

#include "vectorization/bar_entropy.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tessera {

std::vector<double> entropy_terms(const std::vector<FiniteBar>& bars) {
  // Relative to the longest bar: the sum cannot overflow.
  const double longest_bar = longest(bars);
  double total = 0;
  for (const FiniteBar& bar : bars) total += bar.length() / longest_bar;
  std::vector<double> terms;
  for (const FiniteBar& bar : bars) {
    const double share = bar.length() / longest_bar / total;
    terms.push_back(share > 0 ? std::max(0.0, -share * std::log(share)) : 0);
  }
  return terms;
}

double persistent_entropy(const std::vector<FiniteBar>& bars) {
  const auto terms = entropy_terms(bars);
  return std::accumulate(terms.begin(), terms.end(), 0.0);
}

namespace {

Stability entropy_stability(const EntropyOptions& options) {
  constexpr double no_constant = std::numeric_limits<double>::quiet_NaN();
  if (options.kind == EntropyKind::number)
    return {no_constant,
            "No theorem with a constant: a new bar of length e changes the entropy by about e ln(1/e). Continuous: "
            "|E - E'| <= r ln N - r ln r for r = 4 W_1 / max(L, L') <= 1/e, L the total lengths, N the pairs of a best "
            "matching, W_1 in the maximum norm. " +
                distance_clause(options.infinite_bars)};
  if (options.value == CellValue::point)
    return {no_constant, "No theorem: the entropy summary function at a point jumps when the end of a bar crosses it."};
  return {
      no_constant,
      "No theorem with a constant: as for the entropy. Continuous: h sum |S - S'| <= M (r ln N - r ln r) + 2 W_1 / e "
      "over all cells of length h, for r = 4 W_1 / max(L, L') <= 1/e, M the smaller of the longest bars, L the "
      "total lengths, N the pairs of a best matching, W_1 in the maximum norm. " +
          distance_clause(options.infinite_bars)};
}

}  // namespace

FeatureMatrix entropy(const Collection<Barcode>& barcodes, const EntropyOptions& options, const Context& context) {
  const BarRange range = options.fit ? *options.fit : fit_bar_range(barcodes, options, context);
  const BarOptions which{options.degree, options.infinite_bars, range};
  FeatureMatrix features;
  if (options.kind == EntropyKind::number) {
    features = empty_features(barcodes, {std::vector<std::string>{"entropy"}}, context);
    fill_rows(
        features, barcodes, which,
        [](const std::vector<FiniteBar>& bars, std::span<double> row) { row[0] = persistent_entropy(bars); }, context);
  } else {
    const TimeGrid grid(range, options.resolution);
    features = curve_features(
        barcodes, which, grid,
        [&](const std::vector<FiniteBar>& bars, std::span<double> row) {
          std::ranges::copy(weighted_count(bars, entropy_terms(bars), grid, options.value), row.begin());
        },
        context);
  }
  features.units.assign(features.columns.size(), "nat");
  features.stability = entropy_stability(options);
  return features;
}

}  // namespace tessera
