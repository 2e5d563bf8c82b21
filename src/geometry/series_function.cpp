// SPDX-License-Identifier: MIT
#include "tessera/geometry/series_function.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace tessera {
namespace {

double moving(std::span<const double> near, SeriesStatistic statistic) {
  const auto [least, most] = std::ranges::minmax(near);
  if (statistic == SeriesStatistic::moving_minimum) return least;
  if (statistic == SeriesStatistic::moving_maximum) return most;

  // Around the least value: equal values give their value exactly, and deviation 0.
  double excess = 0, squares = 0;
  for (const double x : near) excess += (x - least) / double(near.size());
  if (statistic == SeriesStatistic::moving_mean) return least + excess;
  for (const double x : near) squares += (x - least - excess) * (x - least - excess) / double(near.size());
  return std::sqrt(squares);
}

double slope(std::span<const double> values, std::size_t time) {
  if (values.size() < 2) return 0;
  const std::size_t before = time > 0 ? time - 1 : time, after = std::min(time + 1, values.size() - 1);
  return (values[after] - values[before]) / double(after - before);
}

}  // namespace

ScalarField series_function(const TimeSeries& series, const SeriesFunctionOptions& options, const Context& context) {
  if (options.channel >= series.channels())
    throw Error(codes::bad_request, fmt::format("needs a channel below {}, got {}", series.channels(), options.channel))
        .within("channel");

  std::vector<double> values, result;
  for (Index t = 0; t < series.length(); ++t) values.push_back(series(t, options.channel));
  for (std::size_t t = 0; t < values.size(); ++t) {
    if (t % 1024 == 0) context.check();
    const std::size_t begin = t - std::min<std::size_t>(t, options.radius);
    const std::size_t end = std::min(values.size(), t + options.radius + 1);
    switch (options.statistic) {
      case SeriesStatistic::value:
        result.push_back(values[t]);
        break;
      case SeriesStatistic::time:
        result.push_back(double(t));
        break;
      case SeriesStatistic::slope:
        result.push_back(slope(values, t));
        break;
      default:
        result.push_back(moving(std::span(values).subspan(begin, end - begin), options.statistic));
    }
  }
  return ScalarField(std::move(result), options.statistic == SeriesStatistic::time ? "time steps" : "");
}

}  // namespace tessera
