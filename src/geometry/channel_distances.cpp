// SPDX-License-Identifier: MIT
#include "tessera/geometry/channel_distances.hpp"

#include "tessera/core/error.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace tessera {
namespace {

/// The channels as points in R^times.
PointCloud transposed(const TimeSeries& series) {
  std::vector<double> coordinates;
  coordinates.reserve(series.values().size());
  for (Index channel = 0; channel < series.channels(); ++channel)
    for (Index time = 0; time < series.length(); ++time) coordinates.push_back(series(time, channel));
  return PointCloud(series.channels(), series.length(), std::move(coordinates));
}

double statistic_of(std::span<const double> values, ChannelStatistic statistic) {
  const auto [least, most] = std::ranges::minmax(values);
  if (statistic == ChannelStatistic::minimum) return least;
  if (statistic == ChannelStatistic::maximum) return most;

  // Hypot of all values, and of all but the mean, over a common power of two.
  int exponent = 0;
  std::frexp(std::max(std::abs(least), std::abs(most)), &exponent);
  double sum = 0, squares = 0;
  for (const double x : values) sum += std::ldexp(x, -exponent);
  const double mean = least == most ? std::ldexp(least, -exponent) : sum / double(values.size());
  if (statistic == ChannelStatistic::mean) return std::ldexp(mean, exponent);
  const double origin = statistic == ChannelStatistic::deviation ? mean : 0.0;
  for (const double x : values) squares += std::pow(std::ldexp(x, -exponent) - origin, 2);
  return std::ldexp(std::sqrt(squares / double(values.size())), exponent);
}

}  // namespace

DistanceMatrix channel_distances(const TimeSeries& series, const ChannelDistancesOptions& options,
                                 const Context& context) {
  for (Index channel = 0; channel < series.channels(); ++channel) {
    bool is_constant = true;
    for (Index time = 1; time < series.length(); ++time)
      is_constant = is_constant && series(time, channel) == series(0, channel);
    if (is_constant)
      throw Error(codes::bad_value,
                  fmt::format("channel {} is constant over {} times: it has no correlation", channel, series.length()),
                  "take longer windows, or leave the channel out");
  }
  context.require_memory(series.values().size() * sizeof(double), "the channels", "take fewer times");

  auto lower = pairwise_distances(transposed(series), {.metric = Metric::correlation}, context).lower();
  for (double& distance : lower) {  // 1 - r
    if (options.kind == ChannelDistance::absolute_correlation)
      distance = std::max(0.0, std::min(distance, 2 - distance));
    if (options.kind == ChannelDistance::chord) distance = std::sqrt(2 * distance);
  }
  return DistanceMatrix(series.channels(), std::move(lower));
}

ScalarField channel_function(const TimeSeries& series, const ChannelFunctionOptions& options, const Context& context) {
  if (series.length() == 0) throw Error(codes::too_few, "needs at least one time, got none");
  std::vector<double> values(series.channels());
  if (options.statistic == ChannelStatistic::strength) {
    const auto distances = channel_distances(series, {.kind = ChannelDistance::absolute_correlation}, context);
    for (Index channel = 0; channel < series.channels(); ++channel)
      for (Index other = 0; other < series.channels(); ++other)
        if (other != channel) values[channel] += 1 - distances(channel, other);
    return ScalarField(std::move(values), "correlation");
  }

  const PointCloud channels = transposed(series);
  for (Index channel = 0; channel < series.channels(); ++channel)
    values[channel] = statistic_of(channels[channel], options.statistic);
  return ScalarField(std::move(values));
}

}  // namespace tessera
