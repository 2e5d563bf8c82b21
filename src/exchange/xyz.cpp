// SPDX-License-Identifier: MIT
#include "exchange/xyz.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// What is left of the line once the element is taken off, where there is one: a word, or the number of an atom before
/// three numbers.
std::string_view behind_element(std::string_view line) {
  std::string_view rest = line;
  const auto first = next_word(rest);
  if (!parse_double(first)) return rest;
  std::string_view after = rest;
  for (int axis = 0; axis < 3; ++axis)
    if (!parse_double(next_word(after))) return line;
  return rest;
}

}  // namespace

bool is_xyz(Source source) {
  Lines lines(source);
  if (!lines.next() || !parse_count(trimmed(lines.text())) || !lines.next() || !lines.next()) return false;
  std::string_view rest = behind_element(lines.text());
  for (int axis = 0; axis < 3; ++axis)
    if (!parse_double(next_word(rest))) return false;
  return true;
}

std::vector<PointCloud> parse_xyz(Source source, const Context& context) {
  std::vector<PointCloud> frames;
  Lines lines(source);
  while (lines.next()) {
    context.check();
    if (trimmed(lines.text()).empty()) continue;  // blank lines may follow the last frame
    const auto atoms = parse_count(trimmed(lines.text()));
    if (!atoms)
      refuse_line(codes::bad_format, source.name, lines.number(),
                  fmt::format("needs the number of atoms of a frame, got {}", shown(trimmed(lines.text()))));
    index_of(*atoms, source.name, "atoms");
    if (!lines.next()) refuse(codes::truncated, source.name, "ends before the comment of a frame");

    std::vector<double> coordinates;
    for (std::uint64_t atom = 0; atom < *atoms; ++atom) {
      if (!lines.next())
        refuse(codes::truncated, source.name, fmt::format("needs {} atoms in its last frame, got {}", *atoms, atom));
      std::string_view rest = behind_element(lines.text());
      for (int axis = 0; axis < 3; ++axis) {
        const auto word = next_word(rest);
        const auto value = parse_double(word);
        if (!value || !std::isfinite(*value))
          refuse_line(value ? codes::bad_value : codes::bad_format, source.name, lines.number(),
                      fmt::format("needs three finite coordinates, got {}", shown(word)));
        coordinates.push_back(*value);
      }
    }
    frames.emplace_back(Index(*atoms), 3, std::move(coordinates));
  }
  if (frames.empty()) refuse(codes::too_few, source.name, "needs at least one frame, got none");
  return frames;
}

}  // namespace tessera::exchange
