// SPDX-License-Identifier: MIT
#include "tessera/geometry/standardized_series.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

/// One channel in place. Values are brought to magnitude below 1 first, so that sums and squares stay finite.
void standardize(std::vector<double>& values, const StandardizedSeriesOptions& options) {
  double largest = 0;
  for (const double x : values) largest = std::max(largest, std::abs(x));
  int exponent = 0;
  std::frexp(largest, &exponent);
  for (double& x : values) x = std::ldexp(x, -exponent);

  const auto [least, most] = std::ranges::minmax(values);
  const bool is_constant = least == most;
  double mean = 0;
  for (const double x : values) mean += x;
  mean = is_constant ? least : mean / double(values.size());
  double squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);

  const double deviation = std::sqrt(squares / double(values.size()));
  const double scale = options.scale == ChannelScale::deviation ? deviation : most - least;
  const bool is_scaled = options.scale != ChannelScale::as_is && !is_constant;
  for (double& x : values) {
    if (options.center) x -= mean;
    x = is_scaled ? x / scale : std::ldexp(x, exponent);
  }
}

}  // namespace

TimeSeries standardized_series(const TimeSeries& series, const StandardizedSeriesOptions& options,
                               const Context& context) {
  context.require_memory(series.values().size() * sizeof(double), "the standardised series", "take fewer times");
  std::vector<double> result(series.values().size()), channel(series.length());
  for (Index c = 0; c < series.channels() && series.length() > 0; ++c) {
    context.check();
    for (Index t = 0; t < series.length(); ++t) channel[t] = series(t, c);
    standardize(channel, options);
    for (Index t = 0; t < series.length(); ++t) result[std::size_t{t} * series.channels() + c] = channel[t];
  }
  return TimeSeries(series.length(), series.channels(), std::move(result));
}

}  // namespace tessera
