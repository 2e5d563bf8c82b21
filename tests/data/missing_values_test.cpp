// SPDX-License-Identifier: MIT
#include "tessera/data/missing_values.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <limits>

using namespace tessera;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

TimeSeries completed(std::vector<double> values, MissingValues policy, Index channels = 1) {
  const auto length = Index(values.size() / channels);
  return complete_series(length, channels, std::move(values), policy, "rain");
}

}  // namespace

TEST_CASE("gaps are interpolated, held or dropped; those at the ends take the nearest value",
          "[data][missing][example]") {
  CHECK(completed({gap, 1, gap, gap, 4, gap}, MissingValues::interpolate) == TimeSeries({1, 1, 2, 3, 4, 4}));
  CHECK(completed({gap, 1, gap, gap, 4, gap}, MissingValues::hold) == TimeSeries({1, 1, 1, 1, 4, 4}));
  CHECK(completed({gap, 1, gap, gap, 4, gap}, MissingValues::drop_times) == TimeSeries({1, 4}));
  CHECK(completed({1, 10, gap, 20, 3, gap, 4, 40}, MissingValues::drop_times, 2) == TimeSeries(2, 2, {1, 10, 4, 40}));
  CHECK(completed({1, 10, gap, 20, 3, gap, 4, 40}, MissingValues::interpolate, 2) ==
        TimeSeries(4, 2, {1, 10, 2, 20, 3, 30, 4, 40}));
}

TEST_CASE("what was filled is counted in one warning", "[data][missing]") {
  std::vector<std::string> texts;
  ContextOptions options;
  options.warning = [&](const Warning& warning) { texts.push_back(warning.text); };
  const Context context(options);
  complete_series(6, 1, {gap, 1, gap, gap, 4, gap}, MissingValues::interpolate, "rain", context);
  complete_series(3, 1, {gap, 1, 2}, MissingValues::drop_times, "rain", context);
  complete_series(2, 1, {1, 2}, MissingValues::hold, "dry", context);
  CHECK(texts ==
        std::vector<std::string>{
            "rain: 4 of 6 values are missing: 2 interpolated, 1 before the first and 1 after the last value of "
            "their channel, filled with that value",
            "rain: 1 of 3 times lack a value and are left out"});
}

TEST_CASE("interpolation is exact on lines and touches no value that is there", "[data][missing][law]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const Index length = 2 + Index(random.below(30)), channels = 1 + Index(random.below(3));
    std::vector<double> line, holes;
    for (Index t = 0; t < length; ++t)
      for (Index c = 0; c < channels; ++c) {
        line.push_back(double(c) - 3.0 * t * (c + 1));
        holes.push_back(t > 0 && t + 1 < length && random.below(2) ? gap : line.back());
      }
    const auto filled = completed(holes, MissingValues::interpolate, channels);
    const auto held = completed(holes, MissingValues::hold, channels);
    for (std::size_t i = 0; i < line.size(); ++i) {
      REQUIRE(filled.values()[i] == Approx(line[i]).margin(1e-12));
      if (std::isnan(holes[i])) REQUIRE(held.values()[i] == held.values()[i - channels]);
      if (!std::isnan(holes[i])) REQUIRE((filled.values()[i] == holes[i] && held.values()[i] == holes[i]));
    }
  }
}

TEST_CASE("missing values are refused unless told otherwise, infinities always", "[data][missing][error]") {
  CHECK(reason_of([] {
          completed({1, 2, 3, gap}, MissingValues::refuse, 2);
        }) == "needs finite values, got nan at time 1, channel 1");
  CHECK(reason_of([] {
          completed({1, infinity}, MissingValues::hold);
        }) == "needs finite values, got inf at time 1, channel 0");
  CHECK(reason_of([] {
          completed({1, gap, 3, gap}, MissingValues::interpolate, 2);
        }) == "channel 1 has no value at any of 2 times");
  CHECK(code_of([] { completed({1, gap, gap, 4}, MissingValues::drop_times, 2); }) == "D103");
  CHECK(code_of([] { complete_series(2, 2, {1}, MissingValues::hold, "x"); }) == "D102");
  CHECK(completed({}, MissingValues::hold).length() == 0);
}
