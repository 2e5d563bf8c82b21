// SPDX-License-Identifier: MIT
#include "tessera/data/missing_values.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

struct Filled {
  std::uint64_t inside = 0, leading = 0, trailing = 0;
};

/// The values of one channel, in place, with steps of `stride` between its times.
void fill(double* values, Index length, std::size_t stride, bool interpolate, Filled& filled) {
  Index before = none;  // the last time that has a value
  for (Index time = 0; time <= length; ++time) {
    if (time < length && std::isnan(values[time * stride])) continue;
    for (Index gap = before == none ? 0 : before + 1; gap < time; ++gap) {
      double& value = values[gap * stride];
      if (before == none) {
        value = values[time * stride];
        ++filled.leading;
      } else if (time == length) {
        value = values[before * stride];
        ++filled.trailing;
      } else {
        const double share = interpolate ? double(gap - before) / double(time - before) : 0.0;
        value = std::lerp(values[before * stride], values[time * stride], share);
        ++filled.inside;
      }
    }
    before = time;
  }
}

/// Leaves out the times that lack a value; how many remain.
Index drop_times(Index length, Index channels, std::vector<double>& values) {
  Index kept = 0;
  for (Index time = 0; time < length; ++time) {
    const auto row = values.begin() + std::ptrdiff_t(std::size_t{time} * channels);
    if (std::any_of(row, row + channels, [](double x) { return std::isnan(x); })) continue;
    std::copy(row, row + channels, values.begin() + std::ptrdiff_t(std::size_t{kept++} * channels));
  }
  values.resize(std::size_t{kept} * channels);
  return kept;
}

void require_a_value_each(Index length, Index channels, const std::vector<double>& values) {
  for (Index channel = 0; channel < channels; ++channel) {
    bool has_value = false;
    for (Index time = 0; time < length && !has_value; ++time)
      has_value = !std::isnan(values[std::size_t{time} * channels + channel]);
    if (!has_value && length > 0)
      throw Error(codes::bad_value, fmt::format("channel {} has no value at any of {} times", channel, length),
                  "leave the channel out");
  }
}

}  // namespace

TimeSeries complete_series(Index length, Index channels, std::vector<double> values, MissingValues policy,
                           std::string_view name, const Context& context) {
  if (values.size() != std::size_t{length} * channels)
    throw Error(codes::bad_shape, fmt::format("{} times of {} channels need {} values, got {}", length, channels,
                                              std::size_t{length} * channels, values.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isinf(values[i]) || (std::isnan(values[i]) && policy == MissingValues::refuse))
      throw Error(codes::bad_value,
                  fmt::format("needs finite values, got {} at time {}, channel {}", format_double(values[i]),
                              i / channels, i % channels),
                  std::isinf(values[i]) ? "" : "say what to do with missing values: drop_times, interpolate or hold");

  const auto missing = std::ranges::count_if(values, [](double x) { return std::isnan(x); });
  if (missing == 0) return TimeSeries(length, channels, std::move(values));

  if (policy == MissingValues::drop_times) {
    const Index kept = drop_times(length, channels, values);
    if (kept == 0) throw Error(codes::too_few, fmt::format("every one of {} times lacks a value", length));
    context.warn(fmt::format("{}: {} of {} times lack a value and are left out", name, length - kept, length));
    return TimeSeries(kept, channels, std::move(values));
  }

  require_a_value_each(length, channels, values);
  Filled filled;
  for (Index channel = 0; channel < channels; ++channel)
    fill(values.data() + channel, length, channels, policy == MissingValues::interpolate, filled);
  context.warn(
      fmt::format("{}: {} of {} values are missing: {} {}, {} before the first and {} after the last value of "
                  "their channel, filled with that value",
                  name, missing, values.size(), filled.inside,
                  policy == MissingValues::interpolate ? "interpolated" : "held from the value before", filled.leading,
                  filled.trailing));
  return TimeSeries(length, channels, std::move(values));
}

}  // namespace tessera
