// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/many.hpp"
#include "tessera/separability/persistence_separability.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

struct PlateauRule {
  double smoothing = 0.6;  // weight of the past in the moving average, in [0, 1)
  double gain = 0.01;      // least gain over the best so far, relative to it, that counts as progress
  Index patience = 3;      // epochs without progress after which training would stop
};

/// Where a series stops growing. It is smoothed, e_0 = s_0 and e_t = b e_{t-1} + (1 - b) s_t; an epoch makes progress
/// when e_t exceeds the largest e before it by more than `gain` times its size. After `patience` epochs without
/// progress in a row the rule stops, at `stop`; it never does where there is none. `best` is the epoch of the largest e
/// up to there (or of all), the first among equals.
struct Plateau {
  std::vector<double> smoothed;
  Index best = 0;
  std::optional<Index> stop;
};

/// Throws D103 for an empty series, D101 on a value that is not finite, D106 on a rule out of its range.
/// Source: the stopping criterion of arXiv:2305.15016, whose constants are not public: these are ours.
Plateau plateau(std::span<const double> series, const PlateauRule& rule = {});

struct SeparabilityPlateauOptions : PersistenceSeparabilityOptions, PlateauRule {};

/// The separability of one representation after another, and when it no longer grows: when to stop training without
/// looking at labels.
struct SeparabilityPlateau {
  static constexpr std::string_view artifact = "SeparabilityPlateau";
  static constexpr std::string_view meaning = "the epoch from which separability no longer grows";

  std::vector<std::string> epochs;
  std::vector<double> values;
  Plateau plateau;
  std::string statistic;
  Index patience = 0;
};

struct SeparabilityPlateauResult {
  SeparabilityPlateau plateau;
  FeatureMatrix curve;  // a row an epoch: its value, and smoothed
};

/// persistence_separability of every cloud in the order given, and the plateau of the statistic (with its sign turned
/// where it falls with separation; the variance has no sense and is refused, D106). Nulls, interval and histogram play
/// no part. Throws as these two do.
SeparabilityPlateauResult separability_plateau(const Many<Collection<PointCloud>>& epochs,
                                               const SeparabilityPlateauOptions& options = {},
                                               const Context& context = {});
SeparabilityPlateauResult separability_plateau(const Many<FeatureMatrix>& epochs,
                                               const SeparabilityPlateauOptions& options = {},
                                               const Context& context = {});

std::string summary(const SeparabilityPlateau& estimate);
FittedValues figures(const SeparabilityPlateau& estimate);

}  // namespace tessera
