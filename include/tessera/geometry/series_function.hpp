// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/time_series.hpp"

namespace tessera {

/// value: x(t). time: t. slope: (x(t + 1) - x(t - 1)) / 2, one-sided at the ends. The moving ones are of the values at
/// t - radius, ..., t + radius, as far as they exist: near the ends of fewer.
enum class SeriesStatistic {
  value,
  time,
  slope,
  moving_mean,
  moving_deviation,  // of the population
  moving_minimum,
  moving_maximum
};

struct SeriesFunctionOptions {
  SeriesStatistic statistic = SeriesStatistic::value;
  Index channel = 0;
  Index radius = 5;  // of the moving statistics, in time steps
};

/// A function on the times of a series, that is on the vertices of series_graph: given to lower_star on the path, one
/// to four of them make the sublevel sets of the series one- to four-parametric.
/// A shift of the series shifts value, mean, minimum and maximum; radius 0 gives the value, and deviation 0.
/// Cost O(times * radius). Throws D106 when the series has no such channel.
ScalarField series_function(const TimeSeries& series, const SeriesFunctionOptions& options = {},
                            const Context& context = {});

}  // namespace tessera
