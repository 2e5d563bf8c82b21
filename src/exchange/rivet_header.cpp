// SPDX-License-Identifier: MIT
#include "exchange/rivet_header.hpp"

#include "exchange/place.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

using Kind = RivetHeader::Kind;

std::optional<Kind> kind_called(std::string_view name) {
  if (name == "bifiltration") return Kind::bifiltration;
  if (name == "firep") return Kind::firep;
  return std::nullopt;
}

Kind need_kind(const NotedLines& lines, std::string_view name) {
  const auto kind = kind_called(name);
  if (!kind)
    lines.fail(codes::unsupported, fmt::format("needs data of type bifiltration or firep, got {}", shown(name)),
               name.starts_with("points") || name.starts_with("metric")
                   ? "points and distances are read without flags: read.points, read.distances"
                   : "");
  return *kind;
}

/// RIVET 1.0: the data, then a label for each axis; "[-]" before a label is an axis that decreases.
bool read_labels(NotedLines& lines, RivetHeader& header) {
  header.kind = need_kind(lines, lines.text());
  for (std::size_t axis = 0; axis < 2; ++axis) {
    std::string_view label = lines.need("the label of an axis");
    if (label.starts_with("[-]")) {
      lines.notes().axes[axis].direction = Direction::superlevel;
      label = trimmed(label.substr(3));
    }
    lines.notes().axes[axis].name = label;
  }
  return lines.next();
}

/// RIVET 1.1: flags, one a line.
bool read_flags(NotedLines& lines, RivetHeader& header) {
  std::vector<std::string> seen;
  std::optional<Kind> kind;
  bool has_line = true;
  for (; has_line && lines.text().starts_with("--"); has_line = lines.next()) {
    std::string_view value = lines.text();
    const auto flag = next_word(value);
    value = trimmed(value);
    if (std::ranges::find(seen, flag) != seen.end())
      lines.fail(codes::bad_format, fmt::format("the flag {} is given twice", shown(flag)));
    seen.emplace_back(flag);
    if (flag == "--datatype")
      kind = need_kind(lines, value);
    else if (flag == "--xlabel" || flag == "--ylabel")
      lines.notes().axes[flag == "--ylabel"].name = value;
    else if (flag == "--xreverse" || flag == "--yreverse")
      lines.notes().axes[flag == "--yreverse"].direction = Direction::superlevel;
    else
      lines.fail(codes::unsupported, fmt::format("the flag {} is not read", shown(flag)),
                 "leave out the flags that do not describe the data");
  }
  if (!kind) lines.fail(codes::bad_format, "needs the flag '--datatype bifiltration' or '--datatype firep'");
  header.kind = *kind;
  return has_line;
}

}  // namespace

bool begins_rivet(std::string_view line) { return line.starts_with("--") || kind_called(line); }

bool read_rivet_header(NotedLines& lines, RivetHeader& header) {
  const bool has_line = lines.text().starts_with("--") ? read_flags(lines, header) : read_labels(lines, header);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    header.labels[axis] = lines.notes().axes[axis].name;
    header.directions[axis] = lines.notes().axes[axis].direction;
  }
  return has_line;
}

}  // namespace tessera::exchange
