// SPDX-License-Identifier: MIT
#include "tessera/vectorization/silhouette.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double no_theorem = std::numeric_limits<double>::quiet_NaN();

/// The open sides of the tents add up to slope x t + offset between two events, both sums kept in extended precision
/// and t measured from the first centre, so that a far origin costs no digits.
struct SideSum {
  long double slope = 0, offset = 0;
  std::int64_t open = 0;

  void add(double weight, double direction, long double end) {
    slope += weight * direction;
    offset -= weight * direction * end;
  }
};

void silhouette_of(const std::vector<FiniteBar>& bars, double power, const TimeGrid& grid, std::span<double> row) {
  const double longest_bar = longest(bars);
  const long double origin = grid.centre(0);
  std::vector<SideSum> events(std::size_t{grid.size()} + 1);
  long double total = 0;
  for (const FiniteBar& bar : bars) {
    // Relative to the longest: no power overflows, and not all vanish.
    const double weight = power == 1 ? bar.length() / longest_bar : std::pow(bar.length() / longest_bar, power);
    total += weight;
    const Index last = grid.first_from(bar.death), first = std::min(grid.first_above(bar.birth), last);
    if (first == last) continue;
    const Index top = std::clamp(grid.first_falling(bar), first, last);
    const long double birth = bar.birth - origin, death = bar.death - origin;
    events[first].add(weight, 1, birth);
    events[top].add(weight, -1, birth);
    events[top].add(weight, -1, death);
    events[last].add(weight, 1, death);
    ++events[first].open;
    --events[last].open;
  }

  SideSum sum;
  for (Index cell = 0; cell < grid.size(); ++cell) {
    sum.slope += events[cell].slope;
    sum.offset += events[cell].offset;
    sum.open += events[cell].open;
    if (sum.open == 0) continue;  // 0, not what rounding left
    row[cell] = std::max(0.0, double((sum.slope * (grid.centre(cell) - origin) + sum.offset) / total));
  }
}

Stability silhouette_stability(double p, EndlessBars infinite_bars) {
  if (p >= 1) {
    const double constant = (p + 1) * (p + 1) / (4 * p);
    return {constant, fmt::format("Silhouette of power {0}: |phi(t) - phi'(t)| <= (p + 1)^2 / (4 p) W_1 at every t, "
                                  "constant {1}, sharp; W_1 the 1-Wasserstein distance of the barcodes in this degree, "
                                  "in the maximum norm, no hypothesis; none in d_B alone. {2}",
                                  format_double(p), format_double(constant), distance_clause(infinite_bars))};
  }
  if (p == 0)
    return {no_theorem,
            "No theorem: the plain mean of the tents is not continuous, a bar of no length added shifts it."};
  return {no_theorem, fmt::format("No theorem: for powers below 1 a new bar of length e shifts the mean by about e^{}, "
                                  "which no multiple of e bounds.",
                                  format_double(p))};
}

}  // namespace

FeatureMatrix silhouette(const Collection<Barcode>& barcodes, const SilhouetteOptions& options,
                         const Context& context) {
  if (!(options.power >= 0) || options.power == infinity)
    throw Error(codes::bad_request, fmt::format("needs a power in [0, inf), got {}", format_double(options.power)))
        .within("power");
  const BarRange range = options.fit ? *options.fit : fit_bar_range(barcodes, options, context);
  const TimeGrid grid(range, options.resolution);
  auto features = curve_features(
      barcodes, {options.degree, options.infinite_bars, range}, grid,
      [&](const std::vector<FiniteBar>& bars, std::span<double> row) { silhouette_of(bars, options.power, grid, row); },
      context);
  features.stability = silhouette_stability(options.power, options.infinite_bars);
  return features;
}

}  // namespace tessera
