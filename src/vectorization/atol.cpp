// SPDX-License-Identifier: MIT
#include "tessera/vectorization/atol.hpp"

#include "tessera/clustering/k_means.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const AtolOptions& options) {
  if (options.centres == 0) throw Error(codes::bad_request, "needs one centre at least, got 0").within("centres");
  if (options.restarts == 0) throw Error(codes::bad_request, "needs one start at least, got 0").within("restarts");
}

void check_codebook(const AtolFit& fit) {
  const std::size_t size = fit.births.size();
  if (fit.deaths.size() != size || fit.scales.size() != size)
    throw Error(codes::bad_request, fmt::format("needs a birth, a death and a scale a centre, got {}, {} and {}", size,
                                                fit.deaths.size(), fit.scales.size()))
        .within("fit");
  for (std::size_t k = 0; k < size; ++k)
    if (!std::isfinite(fit.births[k]) || !std::isfinite(fit.deaths[k]) || !(fit.scales[k] > 0) ||
        fit.scales[k] == infinity)
      throw Error(codes::bad_request, fmt::format("needs finite centres with a scale > 0, got ({}, {}) with {}",
                                                  fit.births[k], fit.deaths[k], fit.scales[k]))
          .within("fit");
  if (!(fit.longest > 0) || fit.longest == infinity)
    throw Error(codes::bad_request, fmt::format("needs a longest bar > 0, got {}", fit.longest)).within("fit");
}

/// Centres of the bars, seen as points (birth, death), in lexicographic order; as many as different bars where these
/// are fewer. `bars` are sorted.
std::vector<FiniteBar> centres_of(const std::vector<FiniteBar>& bars, const AtolOptions& options,
                                  const Context& context) {
  if (bars.empty()) return {};
  std::vector<double> coordinates;
  Index different = 0;
  for (std::size_t k = 0; k < bars.size(); ++k) {
    different += k == 0 || bars[k] != bars[k - 1];
    coordinates.insert(coordinates.end(), {bars[k].birth, bars[k].death});
  }
  const auto clusters = k_means(PointCloud(Index(bars.size()), 2, std::move(coordinates)),
                                {.clusters = std::min(options.centres, different),
                                 .restarts = options.restarts,
                                 .candidates = 1,
                                 .iterations = 100},
                                context);
  std::vector<FiniteBar> centres;
  for (Index k = 0; k < clusters.centres.size(); ++k)
    centres.push_back({clusters.centres[k][0], clusters.centres[k][1]});
  std::ranges::sort(centres);
  return centres;
}

/// Half the distance of each centre to the nearest other one; of a lone one the largest distance of a bar, or 1.
std::vector<double> scales_of(const std::vector<FiniteBar>& centres, const std::vector<FiniteBar>& bars) {
  const auto distance = [](const FiniteBar& a, const FiniteBar& b) {
    return std::hypot(a.birth - b.birth, a.death - b.death);
  };
  std::vector<double> scales(centres.size(), infinity);
  for (std::size_t a = 0; a < centres.size(); ++a)
    for (std::size_t b = 0; b < centres.size(); ++b)
      if (a != b) scales[a] = std::min(scales[a], distance(centres[a], centres[b]) / 2);
  if (centres.size() == 1) {
    scales[0] = 0;
    for (const FiniteBar& bar : bars) scales[0] = std::max(scales[0], distance(bar, centres[0]));
    if (scales[0] == 0) scales[0] = 1;
  }
  return scales;
}

double contrast(AtolContrast kind, double square_distance, double scale) {
  return kind == AtolContrast::gaussian ? std::exp(-square_distance / (scale * scale))
                                        : std::exp(-std::sqrt(square_distance) / scale);
}

Stability atol_stability(const AtolOptions& options, const AtolFit& fit) {
  const double s = fit.scales.empty() ? infinity : std::ranges::min(fit.scales);
  const double slope = (options.contrast == AtolContrast::gaussian ? 2 * std::exp(-0.5) : std::sqrt(2.0)) / s;
  if (options.weight == AtolWeight::one)
    return {std::numeric_limits<double>::quiet_NaN(),
            fmt::format("No theorem for barcodes: with weights 1 a bar of no length counts fully. Where a matching "
                        "matches every bar with a bar, |v - v'| <= {} x the sum of its costs in the maximum norm, "
                        "centres fixed.",
                        format_double(slope))};
  const double constant = slope + 2 / fit.longest;
  return {constant,
          fmt::format("Codebook with weights min(1, length / {}): |v - v'| <= {} W_1 at every column, W_1 the "
                      "1-Wasserstein distance of the barcodes in this degree, in the maximum norm; the "
                      "centres are fixed, refitting them is not continuous. {}",
                      format_double(fit.longest), format_double(constant), distance_clause(options.infinite_bars))};
}

std::vector<std::string> centre_names(Index centres) {
  std::vector<std::string> names;
  const auto digits = std::max<std::size_t>(2, std::to_string(centres - 1).size());
  for (Index k = 0; k < centres; ++k) names.push_back(fmt::format("centre{:0{}}", k, digits));
  return names;
}

}  // namespace

FittedValues AtolFit::values() const {
  return {{"births", births},
          {"deaths", deaths},
          {"scales", scales},
          {"longest", {longest}},
          {"range", {range.low, range.high}}};
}

AtolFit AtolFit::from_values(const FittedValues& values) {
  const auto found = values.find("births");
  const std::size_t size = found == values.end() ? 0 : found->second.size();
  const auto ends = fitted_list(values, "range", 2);
  AtolFit fit{fitted_list(values, "births", size),
              fitted_list(values, "deaths", size),
              fitted_list(values, "scales", size),
              fitted_list(values, "longest", 1)[0],
              {ends[0], ends[1]}};
  check_codebook(fit);
  check(fit.range);
  return fit;
}

AtolFit fit_atol(const Collection<Barcode>& barcodes, const AtolOptions& options, const Context& context) {
  check_options(options);
  AtolFit fit;
  fit.range = fit_bar_range(barcodes, options, context);
  std::vector<FiniteBar> bars;
  for (Index sample = 0; sample < barcodes.size(); ++sample) {
    const auto more = finite_bars(barcodes[sample], options.degree, options.infinite_bars, fit.range);
    bars.insert(bars.end(), more.begin(), more.end());
  }
  std::ranges::sort(bars);
  if (!bars.empty()) fit.longest = longest(bars);

  const auto centres = centres_of(bars, options, context);
  for (const FiniteBar& centre : centres) {
    fit.births.push_back(centre.birth);
    fit.deaths.push_back(centre.death);
  }
  fit.scales = scales_of(centres, bars);
  return fit;
}

FeatureMatrix atol(const Collection<Barcode>& barcodes, const AtolOptions& options, const Context& context) {
  check_options(options);
  const AtolFit fit = options.fit ? *options.fit : fit_atol(barcodes, options, context);
  check_codebook(fit);
  if (fit.births.size() > options.centres)
    throw Error(codes::bad_request,
                fmt::format("needs a codebook of at most {} centres, got {}", options.centres, fit.births.size()))
        .within("fit");

  auto features = empty_features(barcodes, {centre_names(options.centres)}, context);
  fill_rows(
      features, barcodes, {options.degree, options.infinite_bars, fit.range},
      [&](const std::vector<FiniteBar>& bars, std::span<double> row) {
        for (const FiniteBar& bar : bars) {
          const double weight = options.weight == AtolWeight::one ? 1 : std::min(1.0, bar.length() / fit.longest);
          for (std::size_t k = 0; k < fit.births.size(); ++k) {
            const double x = bar.birth - fit.births[k], y = bar.death - fit.deaths[k];
            row[k] += weight * contrast(options.contrast, x * x + y * y, fit.scales[k]);
          }
        }
      },
      context);
  features.stability = atol_stability(options, fit);
  return features;
}

}  // namespace tessera
