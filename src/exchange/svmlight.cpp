// SPDX-License-Identifier: MIT
#include "exchange/svmlight.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

std::string_view without_comment(std::string_view line) { return line.substr(0, line.find('#')); }

/// Adds a word "index:value" to the last row.
void add_entry(SvmlightRows& rows, std::string_view word, Index first, const Lines& lines) {
  const std::size_t colon = word.find(':');
  const auto index = parse_count(word.substr(0, colon));
  if (colon == std::string_view::npos || !index)
    refuse_line(codes::bad_format, lines.file(), lines.number(),
                fmt::format("needs an index, a colon and a value, got {}", shown(word)));
  if (*index < first || *index - first >= none)
    refuse_line(codes::bad_format, lines.file(), lines.number(),
                fmt::format("needs features from {} to {}, got {}", first, none, *index),
                *index < first ? "if features count from 0, set first_feature = 0" : "");
  const auto value = parse_double(word.substr(colon + 1));
  if (!value)
    refuse_line(codes::bad_format, lines.file(), lines.number(),
                fmt::format("needs a number, got {}", shown(word.substr(colon + 1))));
  const auto feature = Index(*index - first);
  if (rows.entries.size() > rows.starts.back() && rows.entries.back().first >= feature)
    refuse_line(codes::bad_format, lines.file(), lines.number(),
                fmt::format("needs features that increase along the line, got {} after {}", *index,
                            rows.entries.back().first + first));
  rows.entries.emplace_back(feature, *value);
  rows.features = std::max(rows.features, std::uint64_t{feature} + 1);
}

}  // namespace

bool is_svmlight(Source source) {
  Lines lines(source);
  while (lines.next_content()) {
    std::string_view rest = without_comment(lines.text());
    next_word(rest);
    const auto word = next_word(rest);
    if (word.empty()) continue;
    const auto before = word.substr(0, word.find(':'));
    return before.size() < word.size() && (before == "qid" || parse_count(before));
  }
  return false;
}

SvmlightRows parse_svmlight(Source source, Index first, const Context& context) {
  SvmlightRows rows;
  Lines lines(source);
  while (lines.next_content()) {
    if (rows.lines.size() % 1024 == 0) context.check();
    std::string_view rest = without_comment(lines.text());
    rows.labels.emplace_back(next_word(rest));
    if (rows.labels.back().find(':') != std::string::npos)
      refuse_line(codes::bad_format, source.name, lines.number(),
                  fmt::format("needs a label first, got {}", shown(rows.labels.back())));
    bool is_first = true;
    for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) {
      if (!is_first || !word.starts_with("qid:")) add_entry(rows, word, first, lines);
      is_first = false;
    }
    rows.starts.push_back(rows.entries.size());
    rows.lines.push_back(lines.number());
  }
  if (rows.lines.empty()) refuse(codes::too_few, source.name, "needs at least one line, got none");
  index_of(rows.lines.size(), source.name, "points");
  return rows;
}

Array SvmlightRows::dense(std::string_view file, const Context& context) const {
  if (features == 0) refuse(codes::too_few, file, "needs at least one feature, got none");
  if (features > (std::uint64_t{1} << 60) / sizeof(double) / lines.size())
    refuse(codes::over_budget, file, fmt::format("{} points of {} features are too many", lines.size(), features));
  context.require_memory(lines.size() * features * sizeof(double),
                         fmt::format("{}: {} points of {} features, dense", file, lines.size(), features),
                         "choose features, or reduce them, before");
  Array array{.dtype = "<f8", .shape = {lines.size(), features}, .values = {}, .text = {}};
  array.values.resize(lines.size() * features);
  for (std::size_t row = 0; row < lines.size(); ++row)
    for (std::size_t entry = starts[row]; entry < starts[row + 1]; ++entry)
      array.values[row * features + entries[entry].first] = entries[entry].second;
  return array;
}

}  // namespace tessera::exchange
