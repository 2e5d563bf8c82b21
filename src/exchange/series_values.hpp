// SPDX-License-Identifier: MIT
// Values of a series as files give them, where some may be missing.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/missing_values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// `length` rows of `channels` values; nan where one is missing.
struct SeriesValues {
  std::uint64_t length = 0, channels = 1;
  std::vector<double> values;
};

/// Where a series stands: a line of a text, or `name` (of a sample, perhaps) where the line is 0.
struct SeriesPlace {
  std::string_view file;
  std::uint64_t line = 0;
  std::string name;
};

/// The series without the missing values that pad its end, others by the policy. Throws Error D103 when none is left,
/// D101 on an infinity and on a value missing that is not to be filled, naming the place, time and channel.
TimeSeries series_of(SeriesValues&& values, const SeriesPlace& place, MissingValues missing, const Context& context);

/// The values with rows and columns exchanged.
SeriesValues transposed(const SeriesValues& values);

}  // namespace tessera::exchange
