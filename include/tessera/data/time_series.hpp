// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// `length` samples of `channels` finite reals at equal time steps, row-major: one row a time.
class TimeSeries {
 public:
  static constexpr std::string_view artifact = "TimeSeries";
  static constexpr std::string_view meaning = "values at equal steps of time, in one channel or several";

  TimeSeries() = default;
  /// One channel. Throws D101, naming the time, when a value is not finite.
  explicit TimeSeries(std::vector<double> values);
  /// Throws D102 when values.size() is not length * channels, D101 when one is not finite.
  TimeSeries(Index length, Index channels, std::vector<double> values);

  Index length() const noexcept { return length_; }
  Index channels() const noexcept { return channels_; }
  double operator()(Index time, Index channel = 0) const noexcept {
    return values_[std::size_t{time} * channels_ + channel];
  }
  const std::vector<double>& values() const noexcept { return values_; }
  std::string brief() const { return std::to_string(length_) + " times, " + std::to_string(channels_) + " channels"; }

  friend bool operator==(const TimeSeries&, const TimeSeries&) = default;

 private:
  Index length_ = 0, channels_ = 1;
  std::vector<double> values_;
};

}  // namespace tessera
