// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_image.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/gaussian_pixels.hpp"
#include "vectorization/product_columns.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::size_t bars_between_checks = 1024;

/// The sum of products of factors, `width` bars at a time: then the image is read and written once for all of them.
class ImageSum {
 public:
  ImageSum(const GaussianPixels& births, const GaussianPixels& lengths)
      : axes_{&births, &lengths}, columns_(width * births.size()), rows_(width * lengths.size()) {}

  void add(const FiniteBar& bar, double weight, std::span<double> image) {
    const auto across = axes_[0]->write(bar.birth, std::span(columns_).subspan(bars_ * axes_[0]->size()));
    const auto row = std::span(rows_).subspan(bars_ * axes_[1]->size());
    const auto up = axes_[1]->write(bar.length(), row);
    for (Index k = up.first; k < up.second; ++k) row[k] *= weight;
    extend(seen_[0], across);
    extend(seen_[1], up);
    if (++bars_ == width) flush(image);
  }

  void flush(std::span<double> image) {
    const Index births = axes_[0]->size(), lengths = axes_[1]->size();
    for (Index i = seen_[0].first; i < seen_[0].second; ++i) {
      double factor[width];
      for (std::size_t bar = 0; bar < width; ++bar) factor[bar] = columns_[bar * births + i];
      double* pixel = image.data() + std::size_t{i} * lengths;
      const double* row = rows_.data();
      for (Index j = seen_[1].first; j < seen_[1].second; ++j) {
        double sum = 0;
        for (std::size_t bar = 0; bar < width; ++bar) sum += factor[bar] * row[bar * lengths + j];
        pixel[j] += sum;
      }
    }
    std::ranges::fill(columns_, 0.0);
    std::ranges::fill(rows_, 0.0);
    seen_[0] = seen_[1] = nothing;
    bars_ = 0;
  }

 private:
  static constexpr std::size_t width = 8;
  static constexpr std::pair<Index, Index> nothing{~Index{0}, 0};

  static void extend(std::pair<Index, Index>& seen, const std::pair<Index, Index>& more) {
    if (more.first >= more.second) return;
    seen = {std::min(seen.first, more.first), std::max(seen.second, more.second)};
  }

  const GaussianPixels* axes_[2];
  std::vector<double> columns_, rows_;  // factors of the bars at hand
  std::pair<Index, Index> seen_[2]{nothing, nothing};
  std::size_t bars_ = 0;
};

double resolved_deviation(const Quantity& bandwidth, const BarRange& lengths) {
  const bool is_range = bandwidth.relative == Relative::percent_range;
  if (!is_range && bandwidth.relative != Relative::absolute)
    throw Error(codes::bad_request,
                fmt::format("needs a number or a percentage of the range of lengths, got {}", bandwidth.text()))
        .within("bandwidth");
  const double deviation = is_range ? bandwidth.value / 100 * (lengths.high - lengths.low) : bandwidth.value;
  if (!(deviation > 0) || deviation == infinity)
    throw Error(codes::bad_request, fmt::format("needs a deviation > 0, got {}", bandwidth.text())).within("bandwidth");
  return deviation;
}

void check_options(const PersistenceImageOptions& options) {
  if (!(options.power > 0) || options.power == infinity)
    throw Error(codes::bad_request, fmt::format("needs a power in (0, inf), got {}", format_double(options.power)))
        .within("power");
  if (options.resolution[0] == 0 || options.resolution[1] == 0)
    throw Error(codes::bad_request, "needs one pixel at least on each axis, got 0").within("resolution");
}

Stability image_stability(const PersistenceImageOptions& options, const PersistenceImageFit& fit, double sigma) {
  const double p = options.power, longest_bar = fit.lengths.high;
  if (p < 1)
    return {
        std::numeric_limits<double>::quiet_NaN(),
        fmt::format("No theorem with a constant: the weight l^{} has no bounded slope at length 0; weights of power "
                    ">= 1 have one.",
                    format_double(p))};
  using std::numbers::pi;
  const double slope = 2 * p / longest_bar;
  const double r = sigma * sigma * (std::sqrt(slope * slope + 20 / (sigma * sigma)) - slope) / (2 * std::sqrt(5.0));
  const double at_a_point = std::exp(-r * r / (2 * sigma * sigma)) * (std::sqrt(5.0) * r / (sigma * sigma) + slope) /
                            (2 * pi * sigma * sigma);
  const double area = (fit.births.high - fit.births.low) / options.resolution[0] *
                      (fit.lengths.high - fit.lengths.low) / options.resolution[1];
  const bool is_integral = options.value == PixelValue::integral;
  const double constant =
      is_integral ? std::min(area * at_a_point, std::sqrt(5 / (2 * pi)) / sigma + slope) : at_a_point;
  auto statement = fmt::format(
      "Persistence image: |V - V'| <= {} W_1 at every pixel ({}), W_1 the 1-Wasserstein distance of the barcodes in "
      "this degree, in the maximum norm; the box, sigma = {} and the weight min(1, length / {})^{} are fixed. ",
      format_double(constant), is_integral ? "integrals" : "values at centres", format_double(sigma),
      format_double(longest_bar), format_double(p));
  if (is_integral)
    statement +=
        fmt::format("All pixels together: sum |V - V'| <= {} W_1. ", format_double(std::sqrt(10 / pi) / sigma + slope));
  return {constant, statement + distance_clause(options.infinite_bars)};
}

}  // namespace

FittedValues PersistenceImageFit::values() const {
  return {{"births", {births.low, births.high}},
          {"lengths", {lengths.low, lengths.high}},
          {"range", {range.low, range.high}}};
}

PersistenceImageFit PersistenceImageFit::from_values(const FittedValues& values) {
  const auto range_of = [&](const char* name) {
    const auto ends = fitted_list(values, name, 2);
    const BarRange range{ends[0], ends[1]};
    check(range);
    return range;
  };
  return {range_of("births"), range_of("lengths"), range_of("range")};
}

PersistenceImageFit fit_persistence_image(const Collection<Barcode>& barcodes, const PersistenceImageOptions& options,
                                          const Context& context) {
  PersistenceImageFit fit;
  fit.range = fit_bar_range(barcodes, options, context);
  fit.births = {infinity, -infinity};
  fit.lengths = {0, 0};
  for (Index sample = 0; sample < barcodes.size(); ++sample)
    for (const FiniteBar& bar : finite_bars(barcodes[sample], options.degree, options.infinite_bars, fit.range)) {
      fit.births = {std::min(fit.births.low, bar.birth), std::max(fit.births.high, bar.birth)};
      fit.lengths.high = std::max(fit.lengths.high, bar.length());
    }
  if (fit.births.low > fit.births.high) fit.births = {0, 0};
  if (fit.births.low == fit.births.high) fit.births.high += std::max(1.0, std::abs(fit.births.low) * 0x1p-40);
  if (fit.lengths.high == 0) fit.lengths.high = 1;
  return fit;
}

FeatureMatrix persistence_image(const Collection<Barcode>& barcodes, const PersistenceImageOptions& options,
                                const Context& context) {
  check_options(options);
  const auto fit = options.fit ? *options.fit : fit_persistence_image(barcodes, options, context);
  check(fit.births);
  check(fit.lengths);
  if (!(fit.lengths.high > 0))
    throw Error(codes::bad_request,
                fmt::format("needs lengths up to a positive one, got {}", format_double(fit.lengths.high)))
        .within("fit");
  const double sigma = resolved_deviation(options.bandwidth, fit.lengths);
  context.resolved("bandwidth", sigma);

  auto features = empty_features(
      barcodes, {numbered({"x", options.resolution[0]}), numbered({"y", options.resolution[1]})}, context);
  features.axes = {pixel_axis("birth", "", fit.births.low, fit.births.high, options.resolution[0]),
                   pixel_axis("length", "", fit.lengths.low, fit.lengths.high, options.resolution[1])};
  const GaussianPixels births(fit.births, options.resolution[0], sigma, options.value);
  const GaussianPixels lengths(fit.lengths, options.resolution[1], sigma, options.value);
  fill_rows(
      features, barcodes, {options.degree, options.infinite_bars, fit.range},
      [&](const std::vector<FiniteBar>& bars, std::span<double> image) {
        ImageSum sum(births, lengths);
        for (std::size_t k = 0; k < bars.size(); ++k) {
          if (k % bars_between_checks == 0) context.check();
          const FiniteBar& bar = bars[k];
          const double share = std::min(1.0, bar.length() / fit.lengths.high);
          sum.add(bar, options.power == 1 ? share : std::pow(share, options.power), image);
        }
        sum.flush(image);
      },
      context);
  features.stability = image_stability(options, fit, sigma);
  return features;
}

}  // namespace tessera
