// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/time_series.hpp"

#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace tessera {

/// H(X) + H(Y) - H(X, Y) in nats, of the bins of x(t) and x(t + lag); the bin of a value from how many values are
/// smaller. The mean over the channels.
inline double naive_mutual_information(const TimeSeries& series, Index bins, Index lag) {
  const auto entropy = [](const auto& counts, double total) {
    double sum = 0;
    for (const auto& [what, count] : counts) sum -= count / total * std::log(count / total);
    return sum;
  };
  const auto bin = [&](Index time, Index channel) {
    std::uint64_t smaller = 0;
    for (Index other = 0; other < series.length(); ++other) smaller += series(other, channel) < series(time, channel);
    return bins * smaller / series.length();
  };

  double mean = 0;
  for (Index channel = 0; channel < series.channels(); ++channel) {
    std::map<std::uint64_t, double> before, after;
    std::map<std::pair<std::uint64_t, std::uint64_t>, double> both;
    const Index pairs = series.length() - lag;
    for (Index t = 0; t < pairs; ++t) {
      const auto x = bin(t, channel), y = bin(t + lag, channel);
      ++before[x];
      ++after[y];
      ++both[{x, y}];
    }
    mean += (entropy(before, pairs) + entropy(after, pairs) - entropy(both, pairs)) / series.channels();
  }
  return mean;
}

/// The share of false nearest neighbors with `copies` copies, every vector written out and every pair compared.
inline double naive_false_share(const TimeSeries& series, Index lag, Index copies, double size_ratio,
                                double distance_ratio) {
  const auto squared = [&](Index a, Index b, Index first, Index last) {  // over the copies first ... last - 1
    double sum = 0;
    for (Index copy = first; copy < last; ++copy)
      for (Index channel = 0; channel < series.channels(); ++channel)
        sum += std::pow(series(a + copy * lag, channel) - series(b + copy * lag, channel), 2);
    return sum;
  };
  double size = 0;
  for (Index channel = 0; channel < series.channels(); ++channel) {
    double mean = 0;
    for (Index t = 0; t < series.length(); ++t) mean += series(t, channel) / series.length();
    for (Index t = 0; t < series.length(); ++t) size += std::pow(series(t, channel) - mean, 2) / series.length();
  }

  const Index points = series.length() - copies * lag;  // those with a next copy
  Index tested = 0, is_false = 0;
  for (Index a = 0; a < points; ++a) {
    Index nearest = none;
    for (Index b = 0; b < points; ++b) {
      if ((a < b ? b - a : a - b) <= lag) continue;
      if (nearest == none || squared(a, b, 0, copies) < squared(a, nearest, 0, copies)) nearest = b;
    }
    if (nearest == none) continue;
    ++tested;
    const double gained = squared(a, nearest, copies, copies + 1), before = squared(a, nearest, 0, copies);
    is_false += gained > 0 &&
                (gained > distance_ratio * distance_ratio * before || before + gained > size_ratio * size_ratio * size);
  }
  return double(is_false) / tested;
}

}  // namespace tessera
