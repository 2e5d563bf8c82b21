// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/time_series.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera {

struct EmbeddingLagOptions {
  /// The longest lag looked at; absent: a tenth of the times of the shortest series, between 1 and 500. Never more than
  /// that series has steps.
  std::optional<Index> max_lag;
  /// Bins of a value; absent: the cube root of the number of times, between 2 and 64.
  std::optional<Index> bins;
};

/// The lag at which delayed copies tell most that is new, and the curve it is read from.
struct EmbeddingLag {
  static constexpr std::string_view artifact = "EmbeddingLag";
  static constexpr std::string_view meaning =
      "after what time copies of a series tell something new, and the mutual information at each";

  Index lag = 1;
  bool is_minimum = false;                 // false: the curve has no minimum, see embedding_lag
  std::vector<double> mutual_information;  // in nats; entry l is of lag l, from 0
  std::string brief() const { return "lag " + std::to_string(lag); }
};

/// The first minimum of the average mutual information I(l) of x(t) and x(t + l): the least lag l with
/// I(l - 1) > I(l) <= I(l + 1).
///
/// Values are put into bins of equally many by their ranks, equal values together, and I(l) is that of the observed
/// pairs of bins: at least 0, at most I(0), and not changed at all by a strictly increasing function of the values. Of
/// several channels and several series the curve is the mean, so that they share one lag. Finite samples put I too high
/// by about bins^2 / (2 times), nearly the same at every lag.
/// Without a minimum (noise that forgets monotonically, a curve that ends too early) a warning says so and the lag is
/// the least with I(l) <= I(0) / e, or the longest looked at; so a constant series, where I vanishes, has lag 1.
/// White noise has minima by chance, near lag 1. The curve of a smooth periodic series without noise has ripples of its
/// bins, so that its lag may be far below a quarter of the period: then give the lag, or two bins.
/// Cost: O(times * max_lag) and bins^2 a lag. Throws D103 without series or when one has fewer than 2 times, D106 when
/// bins are fewer than 2 or max_lag is 0.
/// Source: Fraser and Swinney 1986, Independent coordinates for strange attractors from mutual information,
/// doi:10.1103/PhysRevA.33.1134 (there with adaptive boxes).
EmbeddingLag embedding_lag(const Collection<TimeSeries>& series, const EmbeddingLagOptions& options = {},
                           const Context& context = {});

/// A few lines for people, and the numbers by name.
std::string summary(const EmbeddingLag& estimate);
FittedValues figures(const EmbeddingLag& estimate);

}  // namespace tessera
