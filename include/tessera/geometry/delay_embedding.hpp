// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/time_series.hpp"

#include <optional>

namespace tessera {

/// The lag and dimension that a collection shares; what it does not hold is given, or chosen for each series.
struct SharedEmbedding {
  std::optional<Index> dimension, lag;

  FittedValues values() const;
  static SharedEmbedding from_values(const FittedValues& values);
  friend bool operator==(const SharedEmbedding&, const SharedEmbedding&) = default;
};

/// What is left out is chosen, by embedding_lag and then embedding_dimension.
struct DelayEmbeddingOptions {
  std::optional<Index> dimension;  // delayed copies: a point has dimension * channels coordinates
  std::optional<Index> lag;        // time steps between copies
  Index stride = 1;                // time steps between points
  bool shared = true;              // whether one choice is made for the collection, or each series has its own
  std::optional<Index> max_lag;    // the longest lag that may be chosen; absent: as in embedding_lag
  Index max_dimension = 10;        // the largest dimension that may be chosen
  double false_share = 0.01;       // false neighbors that the chosen dimension may leave
  std::optional<SharedEmbedding> fit;
};

/// The points (x(t), x(t + lag), ..., x(t + (dimension - 1) lag)) for t = 0, stride, 2 stride, ..., as long as the last
/// time exists; x(t) are the values of all channels at t. Coordinates keep the unit of the series. Dimension 1 gives
/// the channels as they are, a point a time.
/// Lag and dimension are those given, else those of the fit, else chosen on the series itself.
/// Throws D106 when an option is 0, D103 when the series is too short for one point, and what these throw.
/// Source: Takens 1981, Detecting strange attractors in turbulence, doi:10.1007/BFb0091924.
PointCloud delay_embedding(const TimeSeries& series, const DelayEmbeddingOptions& options = {},
                           const Context& context = {});

/// What the options leave open, chosen once for all series; nothing when `shared` is off.
SharedEmbedding fit_delay_embedding(const Collection<TimeSeries>& series, const DelayEmbeddingOptions& options,
                                    const Context& context);

}  // namespace tessera
