// SPDX-License-Identifier: MIT
#include "tessera/data/time_series.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

TimeSeries::TimeSeries(std::vector<double> values) : TimeSeries(Index(values.size()), 1, std::vector<double>(values)) {}

TimeSeries::TimeSeries(Index length, Index channels, std::vector<double> values)
    : length_(length), channels_(channels), values_(std::move(values)) {
  if (values_.size() != std::size_t{length_} * channels_)
    throw Error(codes::bad_shape, fmt::format("{} times of {} channels need {} values, got {}", length_, channels_,
                                              std::size_t{length_} * channels_, values_.size()));
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (!std::isfinite(values_[i]))
      throw Error(codes::bad_value, fmt::format("needs finite values, got {} at time {}, channel {}",
                                                format_double(values_[i]), i / channels_, i % channels_));
}

}  // namespace tessera
