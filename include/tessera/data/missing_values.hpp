// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/time_series.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// What to do where a recording holds NaN. refuse: nothing, it is an error. drop_times: leave a time out where any
/// channel lacks its value; later times move up, so steps across a gap are no longer equal. interpolate: a straight
/// line between the values before and after. hold: the last value before.
/// At the start of a channel, and for `interpolate` at its end, there is only one side: its nearest value is taken.
enum class MissingValues { refuse, drop_times, interpolate, hold };

/// A series from values of which some may be NaN, row-major, filled channel by channel. Values that are there keep
/// every bit; a channel that is linear in time, with values at both ends, is interpolated exactly but for rounding.
/// What was filled or dropped is counted in one warning, gaps at the ends apart, that names `name`.
/// Throws D101, naming time and channel, on an infinity, on a NaN that is to be refused, and on a channel to be filled
/// that has no value at all; D103 when every time is dropped; D102 when values.size() is not length * channels.
TimeSeries complete_series(Index length, Index channels, std::vector<double> values, MissingValues policy,
                           std::string_view name, const Context& context = {});

}  // namespace tessera
