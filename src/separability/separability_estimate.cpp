// SPDX-License-Identifier: MIT
#include "tessera/separability/separability_estimate.hpp"

#include <fmt/format.h>

namespace tessera {

std::string summary(const SeparabilityEstimate& estimate) {
  std::string text =
      fmt::format("separability {:.4f} ({}) of {} points", estimate.value, estimate.statistic, estimate.points);
  if (estimate.interval)
    text += fmt::format(", [{:.4f}, {:.4f}] over {} subsamples of {}", (*estimate.interval)[0], (*estimate.interval)[1],
                        estimate.replicates.size(), estimate.subsample);
  if (estimate.p_value)
    text += fmt::format("\n  {} one cluster: p = {:.3g} among {} null data sets",
                        *estimate.is_separated() ? "stands apart from" : "not told from", *estimate.p_value,
                        estimate.null_values.size());
  if (estimate.slices.size() > 1)
    for (const auto& [share, value] : estimate.slices)
      text += fmt::format("\n  {:.4f} on the densest {:g} %", value, 100 * share);
  if (estimate.duplicates > 0)
    text += fmt::format("\n  {:g} persistence times are 0: equal points", estimate.duplicates);
  if (estimate.without_direction > 0)
    text += fmt::format("\n  {} points have no direction", estimate.without_direction);
  for (const auto& [name, value] : estimate.family) text += fmt::format("\n  {} {:.4f}", name, value);
  for (const auto& sentence : estimate.assumptions) text += "\n  " + sentence;
  return text;
}

FittedValues figures(const SeparabilityEstimate& estimate) {
  FittedValues all;
  for (const auto& [name, value] : estimate.family) all[name] = {value};
  all["value"] = {estimate.value};
  all["points"] = {double(estimate.points)};
  all["duplicates"] = {estimate.duplicates};
  all["without_direction"] = {double(estimate.without_direction)};
  all["histogram"] = std::vector<double>(estimate.histogram.begin(), estimate.histogram.end());
  if (estimate.interval) all["interval"] = {(*estimate.interval)[0], (*estimate.interval)[1]};
  if (estimate.p_value) all["p_value"] = {*estimate.p_value};
  for (const auto& [share, value] : estimate.slices) {
    all["slice_shares"].push_back(share);
    all["slice_values"].push_back(value);
  }
  if (!estimate.replicates.empty()) all["replicates"] = estimate.replicates;
  if (!estimate.null_values.empty()) all["null_values"] = estimate.null_values;
  return all;
}

}  // namespace tessera
