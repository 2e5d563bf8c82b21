// SPDX-License-Identifier: MIT
#include "separability/time_statistics.hpp"

#include "tessera/core/quantity.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

double mean_of(const std::vector<double>& times) {
  double sum = 0;
  for (const double q : times) sum += q;
  return sum / double(times.size());
}

/// The mean of (q - center)^power.
double central_moment(const std::vector<double>& times, double center, int power) {
  double sum = 0;
  for (const double q : times) {
    double term = 1;
    for (int k = 0; k < power; ++k) term *= q - center;
    sum += term;
  }
  return sum / double(times.size());
}

/// Shannon entropy of the times as shares of their sum, over its maximum: 1 when all are equal.
double normalized_entropy(const std::vector<double>& times) {
  if (times.size() == 1) return 1;
  const double sum = mean_of(times) * double(times.size());
  double entropy = 0;
  for (const double q : times) entropy -= q / sum * std::log(q / sum);
  return entropy / std::log(double(times.size()));
}

/// Mean absolute difference over twice the mean, from ascending times: 0 when all are equal.
double gini_index(const std::vector<double>& times) {
  const double n = double(times.size());
  double weighted = 0;
  for (std::size_t rank = 0; rank < times.size(); ++rank) weighted += (2 * double(rank) + 1 - n) * times[rank];
  return weighted / (n * n * mean_of(times));
}

double share_beyond(const std::vector<double>& times, double bound) {
  return double(times.end() - std::ranges::upper_bound(times, bound)) / double(times.size());
}

}  // namespace

TimeStatistics time_statistics(const std::vector<double>& times, double tau) {
  const double mean = mean_of(times), median = percentile(times, 50);
  const double variance = central_moment(times, mean, 2), deviation = std::sqrt(variance);
  const double largest = times.back(), second = times.size() > 1 ? times[times.size() - 2] : 0.0;
  const double lower_quartile = percentile(times, 25), upper_quartile = percentile(times, 75);
  const double outer_fence = upper_quartile + 3 * (upper_quartile - lower_quartile);

  TimeStatistics all{};
  using S = SeparabilityStatistic;
  const auto set = [&](S statistic, double value) { all[std::size_t(statistic)] = value; };
  set(S::one_minus_mean, 1 - mean);
  set(S::mean, mean);
  set(S::median, median);
  set(S::variance, variance);
  set(S::coefficient_of_variation, deviation / mean);
  set(S::gap, largest - second);
  set(S::max_over_median, largest / median);
  set(S::skewness, deviation > 0 ? central_moment(times, mean, 3) / (variance * deviation) : 0.0);
  set(S::z_max, deviation > 0 ? (largest - mean) / deviation : 0.0);
  set(S::entropy, normalized_entropy(times));
  set(S::share_above, share_beyond(times, tau));
  set(S::long_times, std::round(share_beyond(times, outer_fence) * double(times.size())));
  set(S::gini, gini_index(times));
  return all;
}

bool falls_with_separation(SeparabilityStatistic statistic) noexcept {
  using S = SeparabilityStatistic;
  return statistic == S::mean || statistic == S::median || statistic == S::entropy || statistic == S::share_above;
}

std::string_view statistic_name(SeparabilityStatistic statistic) {
  static constexpr std::array<std::string_view, statistic_count> names{"one_minus_mean",
                                                                       "mean",
                                                                       "median",
                                                                       "variance",
                                                                       "coefficient_of_variation",
                                                                       "gap",
                                                                       "max_over_median",
                                                                       "skewness",
                                                                       "z_max",
                                                                       "entropy",
                                                                       "share_above",
                                                                       "long_times",
                                                                       "gini"};
  return names[std::size_t(statistic)];
}

}  // namespace tessera
