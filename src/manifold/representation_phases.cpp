// SPDX-License-Identifier: MIT
#include "tessera/manifold/representation_phases.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/manifold/spectral_geometry.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = RepresentationPhasesOptions;

std::vector<double> moving_median(const std::vector<double>& values, Index window) {
  std::vector<double> smoothed;
  const std::size_t half = window / 2;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t begin = i < half ? 0 : i - half, end = std::min(values.size(), i + half + 1);
    std::vector<double> near(values.begin() + std::ptrdiff_t(begin), values.begin() + std::ptrdiff_t(end));
    std::ranges::sort(near);
    smoothed.push_back(percentile(near, 50));
  }
  return smoothed;
}

RepresentationPhases segmented(std::vector<std::string> checkpoints, std::vector<double> values,
                               const Options& options) {
  if (values.empty()) throw Error(codes::too_few, "needs at least 1 checkpoint, got 0");
  if (options.smoothing % 2 == 0)
    throw Error(codes::bad_request, fmt::format("needs an odd number of checkpoints, got {}", options.smoothing))
        .within("smoothing");
  if (!(options.least_change > 0 && options.least_change <= 1))
    throw Error(codes::bad_request, fmt::format("needs a share in (0, 1], got {}", format_double(options.least_change)))
        .within("least_change");

  RepresentationPhases phases;
  phases.checkpoints = std::move(checkpoints);
  phases.values = std::move(values);
  phases.smoothed = moving_median(phases.values, options.smoothing);
  const auto& y = phases.smoothed;
  double rise = 0;
  for (Index lowest = 0, i = 0; i < y.size(); ++i) {
    if (y[i] < y[lowest]) lowest = i;
    const bool is_same_rise = lowest == phases.trough && y[i] - y[lowest] == rise && rise > 0;
    if (!(y[i] - y[lowest] > rise) && !is_same_rise) continue;
    rise = y[i] - y[lowest];
    phases.trough = lowest;
    phases.peak = i;
  }

  const auto [least, largest] = std::ranges::minmax(y);
  const auto is_phase = [&, range = largest - least](double change) {
    return change > 0 && change >= options.least_change * range;
  };
  phases.has_warmup = is_phase(y.front() - y[phases.trough]);
  phases.has_entropy_seeking = is_phase(rise);
  phases.has_compression_seeking = is_phase(y[phases.peak] - y.back());
  return phases;
}

}  // namespace

RepresentationPhases representation_phases(const Collection<PointCloud>& checkpoints, const Options& options,
                                           const Context& context) {
  std::vector<double> values;
  for (Index checkpoint = 0; checkpoint < checkpoints.size(); ++checkpoint) {
    try {
      values.push_back(spectral_geometry(checkpoints[checkpoint], {}, context).rankme);
    } catch (const Error& error) {
      throw error.within(checkpoints.id(checkpoint));
    }
    context.progress(checkpoint + 1, checkpoints.size());
  }
  return segmented(checkpoints.ids(), std::move(values), options);
}

RepresentationPhases representation_phases(const FeatureMatrix& values, const Options& options, const Context&) {
  check(values);
  if (values.width() != 1)
    throw Error(codes::bad_shape, fmt::format("needs one column, a row a checkpoint, got {} columns", values.width()));
  return segmented(values.ids, values.values, options);
}

std::string summary(const RepresentationPhases& phases) {
  const auto at = [&](Index checkpoint) {
    return fmt::format("{} ({:.4g})", phases.checkpoints[checkpoint], phases.smoothed[checkpoint]);
  };
  const Index last = Index(phases.values.size()) - 1;
  std::string text = fmt::format("{} checkpoints", phases.values.size());
  if (phases.has_warmup) text += fmt::format("\n  warmup from {} to {}", at(0), at(phases.trough));
  if (phases.has_entropy_seeking)
    text += fmt::format("\n  entropy-seeking from {} to {}", at(phases.trough), at(phases.peak));
  if (phases.has_compression_seeking)
    text += fmt::format("\n  compression-seeking from {} to {}", at(phases.peak), at(last));
  return text;
}

FittedValues figures(const RepresentationPhases& phases) {
  return {{"values", phases.values},
          {"smoothed", phases.smoothed},
          {"trough", {double(phases.trough)}},
          {"peak", {double(phases.peak)}},
          {"has_warmup", {double(phases.has_warmup)}},
          {"has_entropy_seeking", {double(phases.has_entropy_seeking)}},
          {"has_compression_seeking", {double(phases.has_compression_seeking)}}};
}

}  // namespace tessera
