// SPDX-License-Identifier: MIT
#include "tessera/geometry/embedding_lag.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

/// The bin of every value of a channel: its rank, that of the first among equals, over the number of times.
std::vector<Index> bins_of(const TimeSeries& series, Index channel, Index bins) {
  std::vector<Index> order(series.length());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, {}, [&](Index time) { return series(time, channel); });

  std::vector<Index> bin(series.length());
  Index first = 0;  // of those equal to the value at hand
  for (Index rank = 0; rank < series.length(); ++rank) {
    if (series(order[rank], channel) != series(order[first], channel)) first = rank;
    bin[order[rank]] = Index(std::uint64_t{bins} * first / series.length());
  }
  return bin;
}

/// Of the pairs (bin[t], bin[t + lag]), in nats.
double mutual_information(const std::vector<Index>& bin, Index bins, Index lag) {
  const std::size_t pairs = bin.size() - lag;
  std::vector<Index> joint(std::size_t{bins} * bins), before(bins), after(bins);
  for (std::size_t time = 0; time < pairs; ++time) ++joint[std::size_t{bin[time]} * bins + bin[time + lag]];
  for (Index i = 0; i < bins; ++i)
    for (Index j = 0; j < bins; ++j) {
      before[i] += joint[std::size_t{i} * bins + j];
      after[j] += joint[std::size_t{i} * bins + j];
    }

  double information = 0;
  for (Index i = 0; i < bins; ++i)
    for (Index j = 0; j < bins; ++j) {
      const double count = joint[std::size_t{i} * bins + j];
      if (count > 0) information += count * std::log(count * double(pairs) / (double(before[i]) * after[j]));
    }
  return std::max(0.0, information / double(pairs));
}

Index shortest_length(const Collection<TimeSeries>& series) {
  if (series.empty()) throw Error(codes::too_few, "needs at least one series, got none");
  Index shortest = none;
  for (Index sample = 0; sample < series.size(); ++sample) {
    if (series[sample].length() < 2)
      throw Error(codes::too_few,
                  fmt::format("needs at least 2 times to choose a lag, got {}", series[sample].length()),
                  "give the lag")
          .within(fmt::format("sample '{}'", series.id(sample)));
    shortest = std::min(shortest, series[sample].length());
  }
  return shortest;
}

/// The mean over series and channels, each of equal weight.
std::vector<double> mean_curve(const Collection<TimeSeries>& series, std::optional<Index> given_bins, Index max_lag,
                               const Context& context) {
  std::vector<double> curve(std::size_t{max_lag} + 1);
  std::size_t channels = 0;
  for (Index sample = 0; sample < series.size(); ++sample) {
    const Index root = Index(std::cbrt(double(series[sample].length())));
    const Index bins = given_bins.value_or(std::clamp(root, Index{2}, Index{64}));
    for (Index channel = 0; channel < series[sample].channels(); ++channel, ++channels) {
      const auto bin = bins_of(series[sample], channel, bins);
      parallel_for(context, curve.size(), 1,
                   [&](std::size_t lag) { curve[lag] += mutual_information(bin, bins, Index(lag)); });
    }
  }
  for (double& information : curve) information /= double(std::max<std::size_t>(channels, 1));
  return curve;
}

}  // namespace

EmbeddingLag embedding_lag(const Collection<TimeSeries>& series, const EmbeddingLagOptions& options,
                           const Context& context) {
  if (options.max_lag == Index{0}) throw Error(codes::bad_request, "needs at least 1, got 0").within("max_lag");
  if (options.bins && (*options.bins < 2 || *options.bins > 1024))
    throw Error(codes::bad_request, fmt::format("needs 2 to 1024, got {}", *options.bins)).within("bins");
  const Index shortest = shortest_length(series);
  const Index longest = options.max_lag.value_or(std::clamp(shortest / 10, Index{1}, Index{500}));

  EmbeddingLag estimate;
  estimate.mutual_information = mean_curve(series, options.bins, std::min(longest, shortest - 1), context);

  const auto& information = estimate.mutual_information;
  for (Index lag = 1; lag + 1 < information.size(); ++lag)
    if (information[lag - 1] > information[lag] && information[lag] <= information[lag + 1]) {
      estimate.lag = lag;
      estimate.is_minimum = true;
      return estimate;
    }

  const auto forgotten = std::find_if(information.begin() + 1, information.end() - 1,
                                      [&](double value) { return value <= information[0] / std::numbers::e; });
  estimate.lag = Index(forgotten - information.begin());
  context.warn(fmt::format(
      "the mutual information has no minimum up to lag {}: takes lag {}, {}", information.size() - 1, estimate.lag,
      information[estimate.lag] <= information[0] / std::numbers::e ? "where 1/e of the information is left"
                                                                    : "the longest"));
  return estimate;
}

std::string summary(const EmbeddingLag& estimate) {
  std::string text = fmt::format(
      "lag {}: {}; mutual information in nats, lag by lag:", estimate.lag,
      estimate.is_minimum ? "the first minimum of the mutual information" : "the mutual information has no minimum");
  for (std::size_t lag = 0; lag < estimate.mutual_information.size() && lag <= 2 * std::size_t{estimate.lag}; ++lag)
    text += fmt::format(" {:.3f}", estimate.mutual_information[lag]);
  return text;
}

FittedValues figures(const EmbeddingLag& estimate) {
  return {{"lag", {double(estimate.lag)}},
          {"is_minimum", {double(estimate.is_minimum)}},
          {"mutual_information", estimate.mutual_information}};
}

}  // namespace tessera
