// SPDX-License-Identifier: MIT
#include "tessera/vectorization/sliced_wasserstein_kernel.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_scale(double scale) {
  if (!(scale > 0 && scale < infinity))
    throw Error(codes::bad_request, fmt::format("needs a scale > 0, got {}", format_double(scale))).within("scale");
}

MeasureBox box_of(const Collection<Barcode>&) { return {}; }

/// The least box around the points of all measures; of axes without a point [0, 0].
template <int N>
MeasureBox box_of(const Collection<SignedBarcode<N>>& measures) {
  MeasureBox box{std::vector<double>(N, infinity), std::vector<double>(N, -infinity)};
  for (Index sample = 0; sample < measures.size(); ++sample)
    for (const auto& bar : measures[sample].bars) {
      const auto point = measures[sample].grid(bar.birth);
      for (std::size_t axis = 0; axis < N; ++axis) {
        box.low[axis] = std::min(box.low[axis], point[axis]);
        box.high[axis] = std::max(box.high[axis], point[axis]);
      }
    }
  for (std::size_t axis = 0; axis < N; ++axis)
    if (box.low[axis] == infinity) box.low[axis] = box.high[axis] = 0;
  return box;
}

/// The distances in a fixed box, where there is one.
template <class Sample>
DistanceMatrix distances(const Collection<Sample>& samples, SlicedWassersteinDistanceOptions options,
                         const MeasureBox& box, const Context& context) {
  if (!std::is_same_v<Sample, Barcode>) options.box = box;
  return sliced_wasserstein_distances(samples, options, context);
}

double resolved_scale(const Quantity& scale, const DistanceMatrix& distances) {
  if (scale.relative == Relative::absolute) return check_scale(scale.value), scale.value;
  if (scale.relative != Relative::percentile || !(scale.value >= 0 && scale.value <= 100))
    throw Error(codes::bad_request,
                fmt::format("needs a number or a percentile of the distances, got {}", scale.text()))
        .within("scale");
  auto sorted = distances.lower();
  if (sorted.empty()) return 1;
  std::ranges::sort(sorted);
  const double value = percentile(sorted, scale.value);
  return value > 0 ? value : 1;
}

template <class Sample>
SlicedKernelFit fitted(const Collection<Sample>& samples, const SlicedWassersteinKernelOptions& options,
                       const Context& context) {
  SlicedKernelFit fit{.box = box_of(samples)};
  const bool is_given = options.scale.relative == Relative::absolute;
  fit.scale =
      resolved_scale(options.scale, is_given ? DistanceMatrix{} : distances(samples, options, fit.box, context));
  return fit;
}

Stability stability_of(bool is_of_barcodes, double scale) {
  const double constant = is_of_barcodes ? std::sqrt(2) / scale : 1 / (2 * scale);
  const auto text = fmt::format(
      "|k(a, c) - k(b, c)| <= SW(a, b) / (2 scale) for every c, which is at most {} {}. The scale {} {} fixed; |Phi(a) "
      "- "
      "Phi(b)|^2 <= SW(a, b) / scale in the feature space.",
      format_double(constant),
      is_of_barcodes ? "times the 1-Wasserstein distance with q = infinity (sqrt(2) / scale)"
                     : "times the Kantorovich-Rubinstein distance, l_1, in scaled units (1 / (2 scale)): end to end N "
                       "times, for Euler measures once, the sum over cells of |f - g|_1 where f and g filter one whole "
                       "complex and N <= 2, resp. any N",
      format_double(scale), is_of_barcodes ? "is" : "and the box are");
  return {constant, text};
}

template <class Sample>
KernelMatrix kernel(const Collection<Sample>& samples, const SlicedWassersteinKernelOptions& options,
                    const Context& context) {
  const std::size_t n = samples.size();
  context.require_memory(std::uint64_t(n) * n * 12, "the kernel matrix and the distances", "take fewer samples");
  const MeasureBox box = options.fit ? options.fit->box : box_of(samples);
  const auto distance = distances(samples, options, box, context);
  const double scale = options.fit ? options.fit->scale : resolved_scale(options.scale, distance);
  check_scale(scale);
  context.resolved("scale", scale);

  std::vector<double> values(n * n, 1.0);
  for (std::size_t i = 1; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j)
      values[i * n + j] = values[j * n + i] = std::exp(-distance(Index(i), Index(j)) / (2 * scale));
  return KernelMatrix(samples.ids(), std::move(values), stability_of(std::is_same_v<Sample, Barcode>, scale));
}

}  // namespace

FittedValues SlicedKernelFit::values() const { return {{"scale", {scale}}, {"low", box.low}, {"high", box.high}}; }

SlicedKernelFit SlicedKernelFit::from_values(const FittedValues& values) {
  SlicedKernelFit fit{.scale = fitted_list(values, "scale", 1)[0]};
  check_scale(fit.scale);
  const auto low = values.find("low");
  const std::size_t axes = low == values.end() ? 0 : low->second.size();
  if (axes == 0) return fit;
  fit.box = {fitted_list(values, "low", axes), fitted_list(values, "high", axes)};
  return fit;
}

SlicedKernelFit fit_sliced_wasserstein_kernel(const Collection<Barcode>& barcodes,
                                              const SlicedWassersteinKernelOptions& options, const Context& context) {
  return fitted(barcodes, options, context);
}

KernelMatrix sliced_wasserstein_kernel(const Collection<Barcode>& barcodes,
                                       const SlicedWassersteinKernelOptions& options, const Context& context) {
  return kernel(barcodes, options, context);
}

template <int N>
SlicedKernelFit fit_sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>& measures,
                                              const SlicedWassersteinKernelOptions& options, const Context& context) {
  return fitted(measures, options, context);
}

template <int N>
KernelMatrix sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>& measures,
                                       const SlicedWassersteinKernelOptions& options, const Context& context) {
  return kernel(measures, options, context);
}

#define TESSERA_SLICED_WASSERSTEIN_KERNEL(N)                                                                     \
  template SlicedKernelFit fit_sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>&,                    \
                                                         const SlicedWassersteinKernelOptions&, const Context&); \
  template KernelMatrix sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>&,                           \
                                                  const SlicedWassersteinKernelOptions&, const Context&);
TESSERA_SLICED_WASSERSTEIN_KERNEL(1)
TESSERA_SLICED_WASSERSTEIN_KERNEL(2)
TESSERA_SLICED_WASSERSTEIN_KERNEL(3)
TESSERA_SLICED_WASSERSTEIN_KERNEL(4)
#undef TESSERA_SLICED_WASSERSTEIN_KERNEL

}  // namespace tessera
