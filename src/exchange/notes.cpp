// SPDX-License-Identifier: MIT
#include "exchange/notes.hpp"

#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// "density" with its quotes; backslashes before quotes, backslashes, and ends of line as \n and \r.
std::string quoted(std::string_view text) {
  std::string note = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') note += '\\';
    if (letter == '\n')
      note += "\\n";
    else if (letter == '\r')
      note += "\\r";
    else
      note += letter;
  }
  return note + '"';
}

/// Reads "..." off the front of `rest`; nothing when it is not there.
std::optional<std::string> take_quoted(std::string_view& rest) {
  rest = trimmed(rest);
  if (!rest.starts_with('"')) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return text;
    }
    if (rest[i] == '\\') {
      if (++i == rest.size()) return std::nullopt;
      text += rest[i] == 'n' ? '\n' : rest[i] == 'r' ? '\r' : rest[i];
    } else {
      text += rest[i];
    }
  }
  return std::nullopt;
}

}  // namespace

bool NotedLines::next() {
  while (lines_.next()) {
    const auto line = text();
    if (line.starts_with("#!")) read_note(line.substr(2));
    if (!line.empty() && line.front() != '#') return true;
  }
  return false;
}

std::string_view NotedLines::need(std::string_view what) {
  if (!next()) fail(codes::truncated, fmt::format("the file ends where {} should be", what));
  return text();
}

void NotedLines::fail(ErrorCode code, const std::string& reason, std::string remedy) const {
  refuse_line(code, source_.name, lines_.number(), reason, std::move(remedy));
}

void NotedLines::read_note(std::string_view note) {
  const auto word = next_word(note);
  const bool is_degree = word == "degree", is_complete = word == "complete";
  if (is_degree || is_complete) {
    const auto value = next_word(note);
    const auto number = value == "whole" && is_complete ? std::optional<std::uint64_t>(none) : parse_count(value);
    if (!number || *number > none)
      fail(codes::bad_format, fmt::format("the note '{}' needs a number, got {}", word, shown(value)));
    (is_degree ? notes_.degree : notes_.complete_dimension) = Index(*number);
  } else if (word == "axis") {
    read_axis(note);
  }
}

void NotedLines::read_axis(std::string_view note) {
  const auto axis = parse_count(next_word(note));
  const auto direction = next_word(note);
  const auto known_below = parse_double(next_word(note));
  auto name = take_quoted(note), unit = take_quoted(note);
  if (!axis || *axis >= most_parameters || (direction != "sublevel" && direction != "superlevel") || !known_below ||
      std::isnan(*known_below) || !name || !unit)
    fail(codes::bad_format, "the note 'axis' needs a number, a direction, a bound, a name and a unit");
  notes_.axes[*axis] = {
      {}, *name, *unit, direction == "superlevel" ? Direction::superlevel : Direction::sublevel, *known_below};
}

std::string complete_note(Index complete_dimension, Index usual) {
  if (complete_dimension == usual) return {};
  return complete_dimension == none ? "#! complete whole\n" : fmt::format("#! complete {}\n", complete_dimension);
}

template <int N>
std::string axis_notes(const Grid<N>& grid) {
  std::string notes;
  for (int axis = 0; axis < N; ++axis) {
    const Axis& about = grid.axes[axis];
    if (about.name.empty() && about.unit.empty() && about.direction == Direction::sublevel &&
        about.known_below == infinity)
      continue;
    notes += fmt::format("#! axis {} {} {} {} {}\n", axis,
                         about.direction == Direction::superlevel ? "superlevel" : "sublevel",
                         format_double(about.known_below), quoted(about.name), quoted(about.unit));
  }
  return notes;
}

template std::string axis_notes(const Grid<1>&);
template std::string axis_notes(const Grid<2>&);
template std::string axis_notes(const Grid<3>&);
template std::string axis_notes(const Grid<4>&);

}  // namespace tessera::exchange
