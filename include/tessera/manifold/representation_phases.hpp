// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/point_cloud.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

struct RepresentationPhasesOptions {
  Index smoothing = 1;         // checkpoints, an odd number, of the moving median
  double least_change = 0.05;  // of the range of the values: less is no phase
};

/// Training in three parts, by where the effective rank of its checkpoints turns.
struct RepresentationPhases {
  static constexpr std::string_view artifact = "RepresentationPhases";
  static constexpr std::string_view meaning = "training cut into warmup, entropy-seeking and compression-seeking";

  std::vector<std::string> checkpoints;
  std::vector<double> values;  // as given, or RankMe of the clouds
  std::vector<double> smoothed;
  Index trough = 0, peak = 0;  // where entropy-seeking begins and ends
  bool has_warmup = false, has_entropy_seeking = false, has_compression_seeking = false;
};

/// Entropy-seeking is the largest rise: trough <= peak that maximise value(peak) - value(trough) of the smoothed
/// values. compression-seeking behind it. Each is there if the value changes by at least `least_change` of the range in
/// its sense: from the first to the trough, from the trough to the peak, from the peak to the last. Among equal rises
/// the first trough counts, and its last peak. Without a rise, trough = peak = 0: what falls is compression.
///
/// Moving every value by at most h changes the rise by at most 2 h. A median window is cut at the ends.
/// Values are RankMe (spectral_geometry, centred eigenvalues) of each cloud, or the one column of features, a row a
/// checkpoint. Throws D103 for no checkpoint, D102 for more columns than one, D106 for an even window.
/// Source: after Li, Agrawal, Ghosh et al. 2025, arXiv:2509.23024, which names the phases; the cut is ours.
RepresentationPhases representation_phases(const Collection<PointCloud>& checkpoints,
                                           const RepresentationPhasesOptions& options = {},
                                           const Context& context = {});
RepresentationPhases representation_phases(const FeatureMatrix& values, const RepresentationPhasesOptions& options = {},
                                           const Context& context = {});

std::string summary(const RepresentationPhases& phases);
FittedValues figures(const RepresentationPhases& phases);

}  // namespace tessera
