// SPDX-License-Identifier: MIT
#include "exchange/ts.hpp"

#include "exchange/arff.hpp"
#include "exchange/label_names.hpp"
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/series_values.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// What the lines before @data say, as far as reading needs it.
struct TsHeader {
  bool has_classes = false, has_target = false;
  std::optional<std::uint64_t> dimensions, length;
  std::set<std::string> classes;
};

class TsReader {
 public:
  TsReader(Source source, const std::vector<std::string>& channels, MissingValues missing, const Context& context)
      : lines_(source), channels_(channels), missing_(missing), context_(context) {}

  SeriesData read() {
    read_header();
    while (lines_.next_content()) read_case();
    if (all_.empty()) refuse(codes::too_few, lines_.file(), "needs at least one series below @data, got none");

    SeriesData data;
    index_of(all_.size(), lines_.file(), "series");
    for (std::size_t i = 0; i < all_.size(); ++i)
      data.series.add(all_.size() == 1 ? file_stem(lines_.file()) : index_id(i), std::move(all_[i]));
    if (header_.has_classes) data.labels = Labels(labels_);
    if (header_.has_target)
      context_.warn(
          fmt::format("{}: the target of each series is a number, no class, and was left out", lines_.file()));
    return data;
  }

 private:
  void read_header() {
    while (lines_.next_content()) {
      std::string_view rest = trimmed(lines_.text());
      std::string key(next_word(rest));
      std::ranges::transform(key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
      if (key == "@data") return;
      if (key.size() < 2 || key.front() != '@')
        refuse_here(codes::bad_format, fmt::format("needs a line that begins with @, got {}", shown(key)));
      read_entry(key, rest);
    }
    refuse(codes::truncated, lines_.file(), "ends before @data");
  }

  void read_entry(const std::string& key, std::string_view rest) {
    if (key == "@timestamps") {
      if (truth(rest, key))
        refuse_here(codes::unsupported, "series with time stamps are not read", "store the values at equal time steps");
    } else if (key == "@dimensions" || key == "@dimension") {
      header_.dimensions = count(rest, key);
    } else if (key == "@serieslength") {
      header_.length = count(rest, key);
    } else if (key == "@classlabel") {
      header_.has_classes = truth(rest, key);
      for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) header_.classes.insert(label_name(word));
    } else if (key == "@targetlabel") {
      header_.has_target = truth(rest, key);
    }  // @problemName, @missing, @univariate, @equalLength and others say nothing that the data do not
    if (header_.has_classes && header_.has_target)
      refuse_here(codes::bad_format, "needs @classLabel or @targetLabel, got both");
  }

  bool truth(std::string_view& rest, const std::string& key) const {
    const auto word = next_word(rest);
    if (word != "true" && word != "false")
      refuse_here(codes::bad_format, fmt::format("needs true or false after {}, got {}", key, shown(word)));
    return word == "true";
  }

  std::uint64_t count(std::string_view& rest, const std::string& key) const {
    const auto word = next_word(rest);
    const auto number = parse_count(word);
    if (!number || *number == 0)
      refuse_here(codes::bad_format, fmt::format("needs a number from 1 after {}, got {}", key, shown(word)));
    return *number;
  }

  /// Dimensions of values apart by commas, apart by colons; the class, or the target, last.
  void read_case() {
    context_.check();
    std::string_view rest = trimmed(lines_.text());
    if (header_.has_classes || header_.has_target) {
      const std::size_t colon = rest.rfind(':');
      if (colon == std::string_view::npos) refuse_here(codes::bad_format, "needs a label behind a colon, got none");
      if (header_.has_classes) add_label(trimmed(rest.substr(colon + 1)));
      rest = rest.substr(0, colon);
    }

    SeriesValues by_channel{.length = 0, .channels = 0, .values = {}};
    while (true) {
      const std::size_t colon = rest.find(':');
      add_dimension(rest.substr(0, colon), by_channel);
      if (colon == std::string_view::npos) break;
      rest.remove_prefix(colon + 1);
    }
    if (header_.dimensions && *header_.dimensions != by_channel.length)
      refuse_here(codes::bad_shape, fmt::format("needs {} dimensions as the header says, got {}", *header_.dimensions,
                                                by_channel.length));
    if (header_.length && *header_.length != by_channel.channels)
      refuse_here(codes::bad_shape,
                  fmt::format("needs {} values as the header says, got {}", *header_.length, by_channel.channels));
    add_series(std::move(by_channel));
  }

  /// One more row, as long as those before.
  void add_dimension(std::string_view rest, SeriesValues& rows) const {
    const std::size_t before = rows.values.size();
    for (bool is_last = trimmed(rest).empty(); !is_last;) {
      const std::size_t comma = rest.find(',');
      is_last = comma == std::string_view::npos;
      rows.values.push_back(value(trimmed(rest.substr(0, comma))));
      if (!is_last) rest.remove_prefix(comma + 1);
    }
    const std::size_t length = rows.values.size() - before;
    if (rows.length > 0 && rows.channels != length)
      refuse_here(codes::bad_shape, fmt::format("needs {} values in every dimension as in the first, got {} in {}",
                                                rows.channels, length, rows.length));
    rows.channels = length;
    ++rows.length;
  }

  double value(std::string_view cell) const {
    if (cell == "?") return std::numeric_limits<double>::quiet_NaN();
    if (const auto number = parse_double(cell)) return *number;
    if (cell.starts_with('('))
      refuse_here(codes::unsupported, "series with time stamps are not read", "store the values at equal time steps");
    refuse_here(codes::bad_format, fmt::format("needs a number or ?, got {}", shown(cell)));
  }

  void add_label(std::string_view word) {
    std::string label = label_name(word);
    if (label.empty()) refuse_here(codes::bad_value, "needs a label behind the last colon, got nothing");
    if (!header_.classes.empty() && !header_.classes.contains(label))
      refuse_here(codes::bad_value, fmt::format("needs a class that @classLabel declares, got {}", shown(word)));
    labels_.push_back(std::move(label));
  }

  void add_series(SeriesValues&& by_channel) {
    if (!channels_.empty()) {
      SeriesValues some{.length = channels_.size(), .channels = by_channel.channels, .values = {}};
      for (const std::size_t channel : array_columns(channels_, by_channel.length, lines_.file())) {
        const auto begin = by_channel.values.begin() + std::ptrdiff_t(channel * by_channel.channels);
        some.values.insert(some.values.end(), begin, begin + std::ptrdiff_t(by_channel.channels));
      }
      by_channel = std::move(some);
    }
    all_.push_back(series_of(transposed(by_channel), {lines_.file(), lines_.number(), {}}, missing_, context_));
  }

  [[noreturn]] void refuse_here(ErrorCode code, const std::string& reason, std::string remedy = {}) const {
    refuse_line(code, lines_.file(), lines_.number(), reason, std::move(remedy));
  }

  Lines lines_;
  const std::vector<std::string>& channels_;
  const MissingValues missing_;
  const Context& context_;
  TsHeader header_;
  std::vector<TimeSeries> all_;
  std::vector<std::string> labels_;
};

}  // namespace

bool is_ts(Source source) {
  Lines lines(source);
  return lines.next_content() && trimmed(lines.text()).starts_with('@') && !is_arff(source);
}

SeriesData parse_ts(Source source, const std::vector<std::string>& channels, MissingValues missing,
                    const Context& context) {
  return TsReader(source, channels, missing, context).read();
}

}  // namespace tessera::exchange
