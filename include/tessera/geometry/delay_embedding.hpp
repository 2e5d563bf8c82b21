// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/time_series.hpp"

namespace tessera {

struct DelayEmbeddingOptions {
  Index dimension = 3;  // delayed copies; a point has dimension * channels coordinates
  Index lag = 1;        // time steps between copies
  Index stride = 1;     // time steps between points
};

/// The points (x(t), x(t + lag), ..., x(t + (dimension - 1) lag)) for t = 0, stride, 2 stride, ..., as long as the last
/// time exists; x(t) are the values of all channels at t. Coordinates keep the unit of the series.
/// Throws D106 when an option is 0, D103 when the series is too short for one point.
/// Source: Takens 1981, Detecting strange attractors in turbulence, doi:10.1007/BFb0091924.
PointCloud delay_embedding(const TimeSeries& series, const DelayEmbeddingOptions& options = {},
                           const Context& context = {});

}  // namespace tessera
