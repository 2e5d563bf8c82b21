// SPDX-License-Identifier: MIT
#include "tessera/vectorization/signed_measure_image.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "vectorization/product_columns.hpp"
#include "vectorization/scaled_box.hpp"
#include "vectorization/separable_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

template <int N>
void check_agreement(const Collection<SignedBarcode<N>>& measures) {
  for (Index sample = 0; sample < measures.size(); ++sample) {
    const auto &first = measures[0], &other = measures[sample];
    try {
      check_one_kind(first.grid, first.degree, other.grid, other.degree);
      if (other.kind != first.kind)
        throw Error(codes::bad_request, "needs one kind of signed barcode, got two of free, hook and rectangle");
    } catch (const Error& error) {
      throw error.within(fmt::format("sample '{}'", measures.id(sample)));
    }
  }
}

template <int N>
std::array<Index, N> resolved_pixels(const std::vector<Index>& resolution, int dimension) {
  constexpr Index usual[] = {0, 100, 50, 20, 10, 0, 5, 0, 3};
  if (!resolution.empty() && resolution.size() != 1 && resolution.size() != N)
    throw Error(
        codes::bad_request,
        fmt::format("needs one number of pixels or one per parameter, got {} for {} parameters", resolution.size(), N))
        .within("resolution");
  std::array<Index, N> pixels;
  for (int axis = 0; axis < N; ++axis) {
    pixels[axis] = resolution.empty() ? usual[dimension] : resolution[resolution.size() == 1 ? 0 : std::size_t(axis)];
    if (pixels[axis] == 0)
      throw Error(codes::bad_request, "needs one pixel at least on each axis, got 0").within("resolution");
  }
  return pixels;
}

/// The points of a barcode in scaled units, one after another, and their multiplicities.
struct WeightedPoints {
  std::vector<double> points, weights;
};

template <int N>
WeightedPoints points_of(const SignedBarcode<N>& barcode, const ScaledBox<N>& scaled) {
  WeightedPoints result;
  for (const auto& bar : barcode.bars) {
    for (int axis = 0; axis < N; ++axis)
      result.points.push_back(barcode.grid.axes[axis].values[bar.birth[axis]] / scaled.scale[axis]);
    if (barcode.kind != SignedBarKind::free)
      for (int axis = 0; axis < N; ++axis) {
        const double high = scaled.box.high[axis];
        result.points.push_back(
            bar.death[axis] == none
                ? high
                : std::min(high, barcode.grid.axes[axis].values[bar.death[axis]] / scaled.scale[axis]));
      }
    result.weights.push_back(double(bar.multiplicity));
  }
  return result;
}

template <int N>
Stability stability_of(const Collection<SignedBarcode<N>>& measures, MeasureKernel kernel, double bandwidth,
                       bool is_fitted_here) {
  const double slope = kernel == MeasureKernel::gaussian ? std::exp(-0.5) / bandwidth : 1 / bandwidth;
  const auto constant = format_double(slope);
  std::string text = fmt::format(
      "|V(m) - V(m')| <= L KR(m, m') at every pixel, L = {} = {}, for signed measures m, m' and the "
      "Kantorovich-Rubinstein distance of the l_1 norm in scaled units.",
      kernel == MeasureKernel::gaussian ? "exp(-1/2) / bandwidth" : "1 / bandwidth", constant);
  const bool is_free = measures.empty() || measures[0].kind == SignedBarKind::free;
  const bool is_euler = !measures.empty() && measures[0].degree == none;
  bool is_whole = true;
  for (Index sample = 0; sample < measures.size(); ++sample)
    for (const auto& axis : measures[sample].grid.axes) is_whole = is_whole && axis.known_below == infinity;
  if (!is_free)
    text +=
        " Points are (birth, death), deaths cut at the box. No theorem end to end: no bound of KR by a change of "
        "the filtration is known for hooks, and rectangles are not even bottleneck stable.";
  else if (!is_euler && N > 2)
    text += " No theorem end to end: none is known for Hilbert measures of three and more parameters.";
  else if (!is_whole)
    text += " No theorem end to end: a threshold cut these complexes, and cells that come or go are not bounded.";
  else
    text += fmt::format(
        " End to end, for f and g that filter one whole complex, at exact grades: |V(f) - V(g)| <= {} times the sum "
        "over "
        "cells of |f - g|_1 in scaled units ({}).",
        format_double(is_euler ? slope : N * slope), is_euler ? "Euler measures" : "Hilbert measures, N <= 2");
  text += fmt::format(" The box, the scale and the bandwidth {} are fixed{}.", format_double(bandwidth),
                      is_fitted_here ? " (the box was fitted on these samples)" : "");
  return {slope, std::move(text)};
}

/// Columns and axes of the pixels, births first.
template <int N>
void name_pixels(FeatureMatrix& features, const Grid<N>& grid, bool is_free, const SamplingGrid& fit,
                 const std::array<Index, N>& pixels, const std::string& stage) {
  std::vector<NamedAxis> named;
  for (const auto& part : is_free ? std::vector<std::string>{""} : std::vector<std::string>{"birth", "death"})
    for (int axis = 0; axis < N; ++axis) {
      const auto& ends = fit.axes[std::size_t(axis)];
      named.push_back({part.substr(0, 1) + axis_letters[axis], pixels[axis]});
      features.axes.push_back(feature_axis(grid.axes[axis], ends.front(), ends.back(), pixels[axis], part));
    }
  features.columns = product_columns(stage, named);
  features.units.assign(features.columns.size(), "");
}

}  // namespace

template <int N>
SamplingGrid fit_signed_measure_image(const Collection<SignedBarcode<N>>& measures, const SignedMeasureImageOptions&,
                                      const Context&) {
  check_agreement(measures);
  SamplingGrid box;
  for (int axis = 0; axis < N; ++axis) {
    double low = infinity, high = -infinity;
    for (Index sample = 0; sample < measures.size(); ++sample)
      for (const auto& bar : measures[sample].bars)
        for (const Index rank : {bar.birth[axis], bar.death[axis]}) {
          if (rank == none) continue;
          const double value = measures[sample].grid.axes[axis].values[rank];
          low = std::min(low, value);
          high = std::max(high, value);
        }
    if (low == infinity) low = high = 0;
    if (low == high) high += 1;
    box.axes.push_back({low, high});
  }
  return box;
}

template <int N>
FeatureMatrix signed_measure_image(const Collection<SignedBarcode<N>>& measures,
                                   const SignedMeasureImageOptions& options, const Context& context) {
  check_agreement(measures);
  const bool is_free = measures.empty() || measures[0].kind == SignedBarKind::free;
  const int dimension = is_free ? N : 2 * N;
  const auto pixels = resolved_pixels<N>(options.resolution, dimension);
  const auto fit = options.fit ? *options.fit : fit_signed_measure_image(measures, options, context);
  const auto scaled = scaled_box<N>(fit, options.axis_scale);
  const double bandwidth = resolved_bandwidth(options.bandwidth, scaled.longest);
  context.resolved("bandwidth", bandwidth);
  for (int axis = 0; axis < N; ++axis) context.resolved("axis_scale." + std::to_string(axis), scaled.scale[axis]);

  std::vector<double> low, high;
  std::vector<Index> counts;
  for (int k = 0; k < dimension; ++k) {
    low.push_back(scaled.box.low[std::size_t(k % N)]);
    high.push_back(scaled.box.high[std::size_t(k % N)]);
    counts.push_back(pixels[std::size_t(k % N)]);
  }
  double width = 1;
  for (const Index count : counts) width *= count;
  const double slots = options.kernel == MeasureKernel::exponential ? std::ldexp(width, dimension + 1) : 2 * width;
  const double bytes = width * (8.0 * measures.size() + 100) + 8 * slots * context.threads();
  context.require_memory(bytes < 1e18 ? std::uint64_t(bytes) : std::numeric_limits<std::uint64_t>::max(),
                         is_free ? "the images" : "images over births and deaths, resolution^2N pixels each",
                         "choose a smaller resolution");

  const SeparableKernel kernel(options.kernel, bandwidth, low, high, counts);
  FeatureMatrix features;
  features.ids = measures.ids();
  name_pixels<N>(features, measures.empty() ? Grid<N>{} : measures[0].grid, is_free, fit, pixels, context.stage());
  const auto columns = features.columns.size();
  features.values.assign(features.ids.size() * columns, 0.0);
  parallel_for(context, features.ids.size(), 1, [&](std::size_t sample) {
    const auto [points, weights] = points_of(measures[Index(sample)], scaled);
    kernel.convolve(points, weights, std::span(features.values).subspan(sample * columns, columns));
  });
  features.stability = stability_of(measures, options.kernel, bandwidth, !options.fit);
  check(features);
  return features;
}

#define TESSERA_SIGNED_MEASURE_IMAGE(N)                                                                              \
  template SamplingGrid fit_signed_measure_image(const Collection<SignedBarcode<N>>&,                                \
                                                 const SignedMeasureImageOptions&, const Context&);                  \
  template FeatureMatrix signed_measure_image(const Collection<SignedBarcode<N>>&, const SignedMeasureImageOptions&, \
                                              const Context&);
TESSERA_SIGNED_MEASURE_IMAGE(1)
TESSERA_SIGNED_MEASURE_IMAGE(2)
TESSERA_SIGNED_MEASURE_IMAGE(3)
TESSERA_SIGNED_MEASURE_IMAGE(4)
#undef TESSERA_SIGNED_MEASURE_IMAGE

}  // namespace tessera
