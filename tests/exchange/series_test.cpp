// SPDX-License-Identifier: MIT
#include "tessera/exchange/series.hpp"

#include "tessera/exchange/array.hpp"
#include "tessera/exchange/ucr.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <limits>
#include <string>

using namespace tessera;
using namespace tessera::exchange;
using Catch::Contains;

namespace {

const Context context;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

SeriesData parsed(const std::string& bytes, const SeriesOptions& options = {}, const Context& told = context) {
  return parse_series({"tones", bytes}, options, told);
}

const std::string& ts() {
  static const std::string text =
      "# by hand, after sktime's description of the format\n@problemName Walks\n@timeStamps false\n@missing true\n"
      "@univariate false\n@dimensions 2\n@equalLength false\n@classLabel true slow fast\n@data\n"
      "1,2,3:4,5,6:slow\n7,8:9,10:fast\n1,2,?:3,4,?:fast\n";
  return text;
}

const std::string& arff() {
  static const std::string text =
      "% by hand, after Weka's description\n@RELATION 'two tones'\n\n@attribute t0 numeric\n@attribute 't 1' REAL\n"
      "@attribute class {low, 'very high'}\n@data\n1, 2.5, low\n% between\n3,4,'very high'\n5,?,low\n";
  return text;
}

}  // namespace

TEST_CASE("the axes of an array say what is a series, a time and a channel", "[exchange][series][example]") {
  const std::string flat = npy_of({2, 3}, std::vector<double>{1, 2, 3, 4, 5, 6});
  const auto samples = parsed(flat);
  CHECK(samples.series.ids() == std::vector<std::string>{"0000", "0001"});
  CHECK(samples.series[1] == TimeSeries({4, 5, 6}));
  CHECK(!samples.labels);

  const auto times = parsed(flat, {.rows = SeriesRows::times});
  CHECK(times.series.ids() == std::vector<std::string>{"tones"});
  CHECK(times.series[0] == TimeSeries(2, 3, {1, 2, 3, 4, 5, 6}));
  CHECK(parsed(flat, {.rows = SeriesRows::channels}).series[0] == TimeSeries(3, 2, {1, 4, 2, 5, 3, 6}));
  CHECK(parsed(flat, {.rows = SeriesRows::times, .channels = {"-1", "0"}}).series[0] == TimeSeries(2, 2, {3, 1, 6, 4}));

  const std::string deep = npy_of({2, 2, 1}, std::vector<double>{1, 2, 3, 4});
  CHECK(parsed(deep).series[1] == TimeSeries(2, 1, {3, 4}));
  CHECK(parsed(deep, {.rows = SeriesRows::channels}).series[1] == TimeSeries(1, 2, {3, 4}));
  CHECK(parsed(npy_of({3}, std::vector<double>{1, 2, 3})).series[0] == TimeSeries({1, 2, 3}));
}

TEST_CASE("an archive gives the series of one array and the labels of another", "[exchange][series][example]") {
  NpzWriter npz;
  npz.add("data", npy_of({2, 2}, std::vector<double>{1, 2, 3, missing}));
  npz.add("pair", npy_of({2, 2}, std::vector<double>{1, 2, 3, 4}));
  npz.add("is_signal", npy_of({2}, std::vector<std::int64_t>{1, 0}));
  const std::string bytes = std::move(npz).finish();
  const auto data = parsed(bytes, {.array = "data", .labels = "is_signal"});
  CHECK(data.series[1] == TimeSeries({3}));  // nan at the end pads
  REQUIRE(data.labels);
  CHECK(data.labels->names() == std::vector<std::string>{"0", "1"});
  CHECK(data.labels->classes() == std::vector<Index>{1, 0});

  CHECK_THAT(reason_of([&] { parsed(bytes, {.array = "pair", .labels = "is_signal", .rows = SeriesRows::times}); }),
             Contains("1 series need as many labels, got 2"));
  CHECK(code_of([&] { parsed(bytes); }) == "D106");
  CHECK(code_of([&] { parsed(bytes, {.array = "data", .channels = {"0"}}); }) == "D106");
}

TEST_CASE("missing values inside a series are refused, filled or dropped, as asked", "[exchange][series]") {
  const std::string text = "a,b\n1,NA\n?,4\n5,6\nNA,NA\n";
  CHECK_THAT(reason_of([&] { parsed(text); }), Contains("needs finite values, got nan at time 0, channel 1"));
  std::vector<std::string> warnings;
  const Context told({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  CHECK(parsed(text, {.missing = MissingValues::interpolate}, told).series[0] == TimeSeries(3, 2, {1, 4, 3, 4, 5, 6}));
  CHECK(parsed(text, {.missing = MissingValues::hold}).series[0] == TimeSeries(3, 2, {1, 4, 1, 4, 5, 6}));
  CHECK(parsed(text, {.missing = MissingValues::drop_times}).series[0] == TimeSeries(1, 2, {5, 6}));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Contains("2 of 6 values are missing: 1 interpolated, 1 before the first"));
  CHECK_THAT(reason_of([&] { parsed("a,b\n1,NA\n2,NA\n", {.missing = MissingValues::hold}); }),
             Contains("channel 1 has no value at any of 2 times"));
  const auto cases = parsed("@data\n1,?,3\n", {.missing = MissingValues::interpolate});
  CHECK(cases.series[0] == TimeSeries({1, 2, 3}));
}

TEST_CASE("a table is one series with a row a time, or a series a row", "[exchange][series][example]") {
  const std::string text = "a,b\n1,2\n3,4\n";
  CHECK(parsed(text).series[0] == TimeSeries(2, 2, {1, 2, 3, 4}));
  CHECK(parsed(text, {.channels = {"b"}}).series[0] == TimeSeries({2, 4}));
  CHECK(parsed(text, {.rows = SeriesRows::channels}).series[0] == TimeSeries(2, 2, {1, 3, 2, 4}));
  const auto rows = parsed("1,2,up\n3,NA,down\n", {.labels = "-1", .rows = SeriesRows::samples});
  CHECK(rows.series[0] == TimeSeries({1, 2}));
  CHECK(rows.series[1] == TimeSeries({3}));
  CHECK(rows.labels->names() == std::vector<std::string>{"down", "up"});
}

TEST_CASE("a .ts gives series of several dimensions, of different lengths, with classes",
          "[exchange][series][example]") {
  const auto data = parsed(ts());
  REQUIRE(data.series.size() == 3);
  CHECK(data.series[0] == TimeSeries(3, 2, {1, 4, 2, 5, 3, 6}));
  CHECK(data.series[1] == TimeSeries(2, 2, {7, 9, 8, 10}));
  CHECK(data.series[2] == TimeSeries(2, 2, {1, 3, 2, 4}));  // ? at the end pads
  REQUIRE(data.labels);
  CHECK(data.labels->classes() == std::vector<Index>{1, 0, 0});
  CHECK(parsed(ts(), {.channels = {"1"}}).series[0] == TimeSeries({4, 5, 6}));
  CHECK(!parsed("@timestamps false\n@classLabel false\n@data\n1,2\n").labels);

  std::vector<std::string> warnings;
  const Context told({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  CHECK(!parsed("@targetLabel true\n@data\n1,2:0.5\n", {}, told).labels);
  CHECK(warnings.size() == 1);
}

TEST_CASE("a .ts is refused where it is not what it says", "[exchange][series][error]") {
  const auto reason = [](const std::string& text) { return reason_of([&] { parsed(text); }); };
  CHECK_THAT(reason("@data\n1,x\n"), Contains("tones:2: needs a number or ?, got 'x'"));
  CHECK_THAT(reason("@data\n1,2:3\n"), Contains("tones:2: needs 2 values in every dimension"));
  CHECK_THAT(reason("@dimensions 2\n@data\n1,2\n"), Contains("tones:3: needs 2 dimensions as the header says, got 1"));
  CHECK_THAT(reason("@seriesLength 3\n@data\n1,2\n"), Contains("needs 3 values as the header says, got 2"));
  CHECK_THAT(reason("@classLabel true a\n@data\n1,2\n"), Contains("needs a label behind a colon"));
  CHECK_THAT(reason("@classLabel true a\n@data\n1,2:b\n"),
             Contains("needs a class that @classLabel declares, got 'b'"));
  CHECK_THAT(reason("@data\n1,?,2\n"), Contains("tones:2: needs finite values, got nan at time 1"));
  CHECK_THAT(reason("@data\n?,?\n"), Contains("needs at least one value"));
  CHECK_THAT(reason("@timeStamps maybe\n"), Contains("tones:1: needs true or false after @timestamps, got 'maybe'"));
  CHECK(code_of([] { parsed("@timeStamps true\n@data\n(0,1)\n"); }) == "D203");
  CHECK(code_of([] { parsed("@data\n(0,1)\n"); }) == "D203");
  CHECK(code_of([] { parsed("@problemName x\n"); }) == "D202");
  CHECK(code_of([] { parsed("@data\n"); }) == "D103");
}

TEST_CASE("an .arff gives a series a row, and its nominal attribute as classes", "[exchange][series][example]") {
  const auto data = parsed(arff());
  REQUIRE(data.series.size() == 3);
  CHECK(data.series[0] == TimeSeries({1, 2.5}));
  CHECK(data.series[2] == TimeSeries({5}));
  REQUIRE(data.labels);
  CHECK(data.labels->names() == std::vector<std::string>{"low", "very high"});
  CHECK(data.labels->classes() == std::vector<Index>{0, 1, 0});
}

TEST_CASE("an .arff is refused where it is not what it says", "[exchange][series][error]") {
  const std::string head = "@relation r\n@attribute a numeric\n@attribute c {x,y}\n";
  const auto reason = [&](const std::string& rows) { return reason_of([&] { parsed(head + rows); }); };
  CHECK_THAT(reason("@data\n1,z\n"), Contains("tones:5: needs a declared value of 'c', got 'z'"));
  CHECK_THAT(reason("@data\n1\n"), Contains("tones:5: needs a value for each of 2 attributes, got 1"));
  CHECK_THAT(reason("@data\n1,x,2\n"), Contains("needs a value for each of 2 attributes, got more"));
  CHECK_THAT(reason("@data\n1,'x\n"), Contains("tones:5: a quoted value does not end on its line"));
  CHECK_THAT(reason("@data\nbig,x\n"), Contains("tones:5: needs a number in column 0, got 'big'"));
  CHECK_THAT(reason("@attribut b real\n"), Contains("needs @attribute or @data, got '@attribut'"));
  CHECK_THAT(reason("@attribute b {p,q\n"), Contains("do not end on its line"));
  CHECK(code_of([&] { parsed(head); }) == "D202");
  CHECK(code_of([&] { parsed(head + "@data\n"); }) == "D103");
  CHECK(code_of([&] { parsed(head + "@data\n{0 1}\n"); }) == "D203");
  CHECK(code_of([&] { parsed(head + "@attribute d date\n"); }) == "D203");
  CHECK(code_of([&] { parsed(head + "@attribute d {u}\n@data\n1,x,u\n"); }) == "D106");
}

TEST_CASE("a set of the UCR archive may come as .ts", "[exchange][series][example]") {
  const auto set = parse_ucr({"A_TRAIN.ts", ts()}, {"A_TEST.arff", arff()});
  CHECK(set.series.ids() ==
        std::vector<std::string>{"train/0000", "train/0001", "train/0002", "test/0000", "test/0001", "test/0002"});
  CHECK(set.series[3] == TimeSeries({1, 2.5}));
  CHECK(set.labels.names() == std::vector<std::string>{"fast", "low", "slow", "very high"});
  CHECK(set.split.is_training == std::vector<bool>{true, true, true, false, false, false});
  CHECK(code_of([] { parse_ucr({"a", "@data\n1,2\n"}, {"b", "1\t2\n"}); }) == "D103");
}

TEST_CASE("recordings of 64 channels and labelled signals are series", "[exchange][series][reference]") {
  if (data_folder().empty()) {
    WARN("skipped: TESSERA_DATA names no folder");
    return;
  }
  const std::string chaos = data_folder() + "/chaos/";
  const auto eeg = read_series({.path = chaos + "EEG_64ch.npz", .rows = SeriesRows::times}, context).series;
  REQUIRE(eeg.size() == 1);
  CHECK(eeg[0].length() == 9640);
  CHECK(eeg[0].channels() == 64);

  const SeriesOptions waves{
      .path = chaos + "gravitational_wave_signals.npz", .array = "data", .labels = "signal_present"};
  const auto signals = read_series(waves, context);
  REQUIRE(signals.series.size() == 11);
  CHECK(signals.series[10].length() == 16384);
  CHECK(signals.labels->names() == std::vector<std::string>{"1"});  // every one of them holds a signal

  const SeriesOptions walks{.path = chaos + "walkers_acc.npz", .array = "B"};
  CHECK(read_series(walks, context).series[99].channels() == 3);
}
