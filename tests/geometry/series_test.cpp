// SPDX-License-Identifier: MIT
#include "tessera/geometry/channel_distances.hpp"
#include "tessera/geometry/series_function.hpp"
#include "tessera/geometry/sliding_windows.hpp"
#include "tessera/geometry/standardized_series.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace tessera;

namespace {

TimeSeries noise(RandomStream& random, Index length, Index channels) {
  std::vector<double> values(std::size_t{length} * channels);
  for (double& x : values) x = random.normal();
  return TimeSeries(length, channels, std::move(values));
}

Collection<TimeSeries> alone(std::string id, TimeSeries series) {
  Collection<TimeSeries> collection;
  collection.add(std::move(id), std::move(series));
  return collection;
}

/// The series with channel c multiplied by factor[c] and moved by shift[c].
TimeSeries affine(const TimeSeries& series, const std::vector<double>& factor, const std::vector<double>& shift) {
  auto values = series.values();
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = factor[i % series.channels()] * values[i] + shift[i % series.channels()];
  return TimeSeries(series.length(), series.channels(), std::move(values));
}

double naive_correlation(const TimeSeries& series, Index a, Index b) {
  const double n = series.length();
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (Index t = 0; t < series.length(); ++t) {
    x += series(t, a);
    y += series(t, b);
    xx += series(t, a) * series(t, a);
    yy += series(t, b) * series(t, b);
    xy += series(t, a) * series(t, b);
  }
  return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

}  // namespace

TEST_CASE("windows of a recording, with the tail left out, kept or refused", "[geometry][windows][example]") {
  const auto recording = alone("eeg", TimeSeries({0, 1, 2, 3, 4, 5, 6}));
  const auto windows = sliding_windows(recording, {.length = 3, .step = 2});
  CHECK(windows.ids() == std::vector<std::string>{"eeg/0000", "eeg/0002", "eeg/0004"});
  CHECK(windows[2] == TimeSeries({4, 5, 6}));

  const auto kept = sliding_windows(recording, {.length = 3, .tail = PartialWindow::keep});
  CHECK(kept.ids() == std::vector<std::string>{"eeg/0000", "eeg/0003", "eeg/0006"});
  CHECK(kept[2] == TimeSeries({6}));
  CHECK(sliding_windows(recording, {.length = 3}).size() == 2);
  CHECK(reason_of([&] { sliding_windows(recording, {.length = 3, .tail = PartialWindow::refuse}); }) ==
        "needs full windows: 1 times from 6 on are too few for one of 3");
  CHECK(sliding_windows(recording, {.length = 3, .step = 2, .tail = PartialWindow::refuse}).size() == 3);
  CHECK(sliding_windows(recording, {.length = 2, .step = 6, .tail = PartialWindow::keep}).size() == 2);
  CHECK(sliding_windows(recording, {.length = 2, .step = 7, .tail = PartialWindow::refuse}).size() == 1);

  const auto channels =
      sliding_windows(alone("two", TimeSeries(3, 2, {0, 10, 1, 11, 2, 12})), {.length = 2, .step = 1});
  CHECK(channels[1] == TimeSeries(2, 2, {1, 11, 2, 12}));
}

TEST_CASE("windows side by side tile the recording, and overlapping ones cover it", "[geometry][windows][law]") {
  RandomStream random(21, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto series = noise(random, 1 + Index(random.below(60)), 1 + Index(random.below(3)));
    const Index length = 1 + Index(random.below(20)), step = 1 + Index(random.below(length));
    std::vector<double> joined;
    const auto tiles = sliding_windows(alone("x", series), {.length = length, .tail = PartialWindow::keep});
    for (Index i = 0; i < tiles.size(); ++i)
      joined.insert(joined.end(), tiles[i].values().begin(), tiles[i].values().end());
    REQUIRE(joined == series.values());

    const auto windows =
        sliding_windows(alone("x", series), {.length = length, .step = step, .tail = PartialWindow::keep});
    std::set<Index> covered;
    for (Index i = 0; i < windows.size(); ++i) {
      REQUIRE(std::stoul(windows.id(i).substr(2)) == i * step);
      for (Index t = 0; t < windows[i].length(); ++t) {
        for (Index c = 0; c < series.channels(); ++c) REQUIRE(windows[i](t, c) == series(i * step + t, c));
        covered.insert(i * step + t);
      }
    }
    REQUIRE(covered.size() == series.length());
    REQUIRE(std::set<std::string>(windows.ids().begin(), windows.ids().end()).size() == windows.size());
  }
}

TEST_CASE("recordings that leave no window are refused by name", "[geometry][windows][error]") {
  const auto series = alone("short", TimeSeries({1, 2}));
  CHECK(reason_of([&] { sliding_windows(series, {.length = 3}); }) == "needs at least 3 times for a window, got 2");
  CHECK(code_of([&] { sliding_windows(series, {.length = 3, .tail = PartialWindow::refuse}); }) == "D103");
  CHECK(sliding_windows(series, {.length = 3, .tail = PartialWindow::keep})[0].length() == 2);
  CHECK(code_of([&] { sliding_windows(series, {.length = 0}); }) == "D106");
  CHECK(code_of([&] { sliding_windows(series, {.length = 1, .step = 0}); }) == "D106");
  CHECK(code_of([&] { sliding_windows(alone("empty", TimeSeries(0, 1, {})), {.tail = PartialWindow::keep}); }) ==
        "D103");
  CHECK(sliding_windows(series, {.length = 1, .step = none}).size() == 1);
  ContextOptions tight;
  tight.memory_budget = 1000;
  CHECK(code_of([&] {
          sliding_windows(alone("x", TimeSeries(std::vector<double>(100))), {.length = 90, .step = 1}, Context(tight));
        }) == "R302");
}

TEST_CASE("standardised channels have mean 0 and deviation 1; constant ones become 0", "[geometry][series]") {
  const auto z = standardized_series(TimeSeries(4, 3, {1, 7, 1e300, 3, 7, -1e300, 1, 7, 1e300, 3, 7, -1e300}));
  CHECK(z == TimeSeries(4, 3, {-1, 0, 1, 1, 0, -1, -1, 0, 1, 1, 0, -1}));
  CHECK(standardized_series(TimeSeries({2, 4, 6}), {.scale = ChannelScale::range}) == TimeSeries({-0.5, 0, 0.5}));
  CHECK(standardized_series(TimeSeries({2, 4, 6}), {.scale = ChannelScale::as_is}) == TimeSeries({-2, 0, 2}));
  CHECK(standardized_series(TimeSeries({2, 4}), {.center = false, .scale = ChannelScale::range}) == TimeSeries({1, 2}));
  CHECK(standardized_series(TimeSeries({5}), {}) == TimeSeries({0}));
  CHECK(standardized_series(TimeSeries({0.1, 0.1, 0.1})) == TimeSeries({0, 0, 0}));
  CHECK(standardized_series(TimeSeries({5}), {.center = false}) == TimeSeries({5}));
  CHECK(standardized_series(TimeSeries(0, 2, {})) == TimeSeries(0, 2, {}));

  RandomStream random(22, 0);
  const auto series = noise(random, 50, 2);
  const auto standard = standardized_series(series);
  CHECK(standardized_series(affine(series, {0x1p700, 0x1p-900}, {0, 0})) == standard);
  const auto moved = standardized_series(affine(series, {3, 0.1}, {-5, 2}));
  for (std::size_t i = 0; i < moved.values().size(); ++i)
    REQUIRE(moved.values()[i] == Approx(standard.values()[i]).margin(1e-13));
}

TEST_CASE("channel distances are those of Pearson's r", "[geometry][channels][oracle]") {
  RandomStream random(23, 0);
  for (int trial = 0; trial < 50; ++trial) {
    const auto series = noise(random, 3 + Index(random.below(40)), 1 + Index(random.below(6)));
    const auto absolute = channel_distances(series),
               signed_ = channel_distances(series, {.kind = ChannelDistance::correlation}),
               chord = channel_distances(series, {.kind = ChannelDistance::chord});
    const auto strength = channel_function(series, {.statistic = ChannelStatistic::strength});
    for (Index a = 0; a < series.channels(); ++a) {
      double sum = 0;
      for (Index b = 0; b < series.channels(); ++b) {
        if (a == b) continue;
        const double r = naive_correlation(series, a, b);
        REQUIRE(absolute(a, b) == Approx(1 - std::abs(r)).margin(1e-12));
        REQUIRE(signed_(a, b) == Approx(1 - r).margin(1e-12));
        REQUIRE(chord(a, b) == Approx(std::sqrt(2 * (1 - r))).margin(1e-6));
        sum += std::abs(r);
      }
      REQUIRE(strength[a] == Approx(sum).margin(1e-11));
    }
  }
}

TEST_CASE("channel distances forget sign, size and origin of a channel", "[geometry][channels][law]") {
  RandomStream random(24, 0);
  const auto series = noise(random, 40, 4);
  const auto plain = channel_distances(series);
  CHECK(channel_distances(affine(series, {2, 0x1p-500, 0x1p400, 8}, {0, 0, 0, 0})) == plain);
  const auto turned = channel_distances(affine(series, {-1, 3, 0.2, -7}, {1, 2, 3, 4}));
  for (std::size_t i = 0; i < plain.lower().size(); ++i)
    REQUIRE(turned.lower()[i] == Approx(plain.lower()[i]).margin(1e-13));

  const auto opposite = channel_distances(TimeSeries(3, 2, {0, 0, 1, -1, 5, -5}));
  CHECK(opposite(0, 1) == Approx(0).margin(1e-15));
  CHECK(channel_distances(TimeSeries({1, 2})).size() == 1);
  CHECK(reason_of([] {
          channel_distances(TimeSeries(2, 2, {1, 5, 2, 5}));
        }) == "channel 1 is constant over 2 times: it has no correlation");
  CHECK(code_of([] { channel_distances(TimeSeries(1, 2, {1, 5})); }) == "D101");
}

TEST_CASE("statistics of channels", "[geometry][channels][example]") {
  const TimeSeries series(2, 2, {3, 1, -4, 1});
  const auto of = [&](ChannelStatistic s) { return channel_function(series, {.statistic = s}).values(); };
  CHECK(of(ChannelStatistic::mean) == std::vector<double>{-0.5, 1});
  CHECK(of(ChannelStatistic::deviation) == std::vector<double>{3.5, 0});
  CHECK(of(ChannelStatistic::root_mean_square) == std::vector<double>{std::sqrt(12.5), 1});
  CHECK(of(ChannelStatistic::minimum) == std::vector<double>{-4, 1});
  CHECK(of(ChannelStatistic::maximum) == std::vector<double>{3, 1});
  CHECK(code_of([] { channel_function(TimeSeries(0, 2, {})); }) == "D103");
}

TEST_CASE("functions on the times of a series", "[geometry][series][example]") {
  const TimeSeries series(5, 2, {0, 1, 0, 3, 0, 8, 0, 3, 0, 3});
  const auto of = [&](SeriesStatistic s, Index radius) {
    return series_function(series, {.statistic = s, .channel = 1, .radius = radius}).values();
  };
  using Values = std::vector<double>;
  CHECK(of(SeriesStatistic::value, 9) == Values{1, 3, 8, 3, 3});
  CHECK(of(SeriesStatistic::time, 9) == Values{0, 1, 2, 3, 4});
  CHECK(of(SeriesStatistic::slope, 9) == Values{2, 3.5, 0, -2.5, 0});
  CHECK(of(SeriesStatistic::moving_minimum, 1) == Values{1, 1, 3, 3, 3});
  CHECK(of(SeriesStatistic::moving_maximum, 1) == Values{3, 8, 8, 8, 3});
  CHECK(of(SeriesStatistic::moving_mean, 1)[0] == 2);
  CHECK(of(SeriesStatistic::moving_mean, 1)[1] == Approx(4));
  CHECK(of(SeriesStatistic::moving_deviation, 1)[0] == 1);
  CHECK(of(SeriesStatistic::moving_deviation, 1)[4] == 0);
  CHECK(of(SeriesStatistic::moving_mean, none)[2] == Approx(3.6));
  CHECK(of(SeriesStatistic::moving_mean, 0) == Values{1, 3, 8, 3, 3});
  CHECK(of(SeriesStatistic::moving_deviation, 0) == Values(5, 0));
  CHECK(series_function(TimeSeries({4}), {.statistic = SeriesStatistic::slope}).values() == Values{0});
  CHECK(series_function(TimeSeries(0, 1, {})).size() == 0);
  CHECK(code_of([&] { series_function(series, {.channel = 2}); }) == "D106");
}
