// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/time_series.hpp"

namespace tessera {

/// What a channel is divided by: its standard deviation (of the population, over n), its range max - min, or nothing.
enum class ChannelScale { deviation, range, as_is };

struct StandardizedSeriesOptions {
  bool center = true;  // whether the mean of each channel is taken out
  ChannelScale scale = ChannelScale::deviation;
};

/// Each channel by itself, less its mean and over its scale, so that channels of different units can stand side by
/// side. A constant channel is not divided; centered, it is 0 exactly. With the deviation, multiplying a channel by a
/// power of two changes nothing, other positive factors and shifts only rounding. No value overflows on the way.
/// Cost linear. Throws nothing on a TimeSeries but D101 where a result is not finite (never with the defaults).
TimeSeries standardized_series(const TimeSeries& series, const StandardizedSeriesOptions& options = {},
                               const Context& context = {});

}  // namespace tessera
