// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/fitted.hpp"
#include "tessera/core/index.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

/// How far groups stand apart in unlabelled data: a number, how sure it is, and what it rests on.
struct SeparabilityEstimate {
  static constexpr std::string_view artifact = "SeparabilityEstimate";
  static constexpr std::string_view meaning = "how far groups of samples stand apart, without labels";

  double value = 0;
  std::string statistic;                               // which of `family` the value is
  std::optional<std::array<double, 2>> interval;       // of the value over the subsamples; none without subsamples
  std::vector<double> replicates;                      // the value on each subsample
  std::vector<double> null_values;                     // the value on data without groups
  std::optional<double> p_value;                       // of the value among them: small where groups stand apart
  double confidence = 0.95;                            // of the interval, and 1 - the p-value that counts as separated
  std::vector<std::pair<double, double>> slices;       // (share of the densest points, value there)
  std::vector<std::pair<std::string, double>> family;  // every statistic by name
  std::vector<double> persistence;       // normalised persistence times, ascending; those of all subsamples and slices
  std::vector<Index> histogram;          // of `persistence` over equal bins of [0, 1]
  Index points = 0;                      // in all
  Index subsample = 0;                   // points in each subsample; 0: all points at once
  double duplicates = 0;                 // persistence times that were 0 and left out (mean over subsamples)
  Index without_direction = 0;           // points that the normalisation sent to the origin
  std::vector<std::string> assumptions;  // sentences

  /// Whether the nulls set the data apart from one cluster; none without nulls.
  std::optional<bool> is_separated() const {
    return p_value ? std::optional<bool>(*p_value <= 1 - confidence + 1e-12) : std::nullopt;
  }
};

/// A few lines for people.
std::string summary(const SeparabilityEstimate& estimate);
/// The numbers, by name, for the record of a run.
FittedValues figures(const SeparabilityEstimate& estimate);

}  // namespace tessera
