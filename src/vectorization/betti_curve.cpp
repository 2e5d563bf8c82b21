// SPDX-License-Identifier: MIT
#include "tessera/vectorization/betti_curve.hpp"

#include "tessera/core/number.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

Stability betti_stability(const BettiCurveOptions& options, double step) {
  if (options.value == CellValue::point)
    return {std::numeric_limits<double>::quiet_NaN(),
            "No theorem: a Betti number at a point jumps by 1 when the end of a bar crosses it; means over cells are "
            "stable."};
  const double constant = 2 / step;
  return {constant,
          fmt::format("Means of the Betti curve: |V - V'| <= 2 W_1 / h in every cell of length h = {}, constant {}; "
                      "h sum |V - V'| <= 2 W_1 over all cells; W_1 the 1-Wasserstein distance of the barcodes in this "
                      "degree, in the maximum norm; the grid is fixed. {}",
                      format_double(step), format_double(constant), distance_clause(options.infinite_bars))};
}

}  // namespace

FeatureMatrix betti_curve(const Collection<Barcode>& barcodes, const BettiCurveOptions& options,
                          const Context& context) {
  const BarRange range = options.fit ? *options.fit : fit_bar_range(barcodes, options, context);
  const TimeGrid grid(range, options.resolution);
  auto features = curve_features(
      barcodes, {options.degree, options.infinite_bars, range}, grid,
      [&](const std::vector<FiniteBar>& bars, std::span<double> row) {
        std::ranges::copy(weighted_count(bars, {}, grid, options.value), row.begin());
      },
      context);
  features.stability = betti_stability(options, grid.step());
  return features;
}

}  // namespace tessera
