// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/time_series.hpp"

namespace tessera {

/// From Pearson's r of two channels. absolute_correlation: 1 - |r|, in [0, 1], near for strong coupling of either sign.
/// correlation: 1 - r, in [0, 2]. Neither obeys the triangle inequality. chord: sqrt(2 (1 - r)), the Euclidean distance
/// of the standardised channels over sqrt(times), a metric but for channels that are positive multiples of one another.
enum class ChannelDistance { absolute_correlation, correlation, chord };

struct ChannelDistancesOptions {
  ChannelDistance kind = ChannelDistance::absolute_correlation;
};

/// How far the channels of a series are from moving together: point i of the matrix is channel i.
/// Indifferent, up to rounding, to shifting a channel or multiplying it by a positive number; exactly so for powers of
/// two; `absolute_correlation` also to its sign. Cost O(times * channels^2). Throws D101, naming the channel, when one
/// is constant (it has no correlation), R302 over the budget. Source: Giusti, Ghrist and Bassett 2016, Two's company,
/// three (or more) is a simplex, doi:10.1007/s10827-016-0608-6 (functional connectivity).
DistanceMatrix channel_distances(const TimeSeries& series, const ChannelDistancesOptions& options = {},
                                 const Context& context = {});

/// A number that says how a channel moves; deviations are of the population.
/// strength: the sum of |r| with all other channels, high on hubs of the network.
enum class ChannelStatistic { mean, deviation, root_mean_square, minimum, maximum, strength };

struct ChannelFunctionOptions {
  ChannelStatistic statistic = ChannelStatistic::deviation;
};

/// A statistic of each channel: a function on the points of channel_distances. Throws D103 for a series without times,
/// and for `strength` what channel_distances throws.
ScalarField channel_function(const TimeSeries& series, const ChannelFunctionOptions& options = {},
                             const Context& context = {});

}  // namespace tessera
