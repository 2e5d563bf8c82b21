// SPDX-License-Identifier: MIT
#include "tessera/exchange/simplex_tree_text.hpp"

#include "exchange/notes.hpp"
#include "exchange/place.hpp"
#include "exchange/simplex_list.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// "1 3 7 1.25": dimension, vertices, value.
void read_simplex(const NotedLines& lines, SimplexList& list) {
  auto rest = lines.text();
  const auto first = next_word(rest);
  const auto dimension = parse_count(first);
  if (!dimension) lines.fail(codes::bad_format, fmt::format("needs the dimension of a simplex, got {}", shown(first)));

  std::uint64_t vertices = 0;
  auto word = next_word(rest);
  for (auto after = next_word(rest); !after.empty(); word = after, after = next_word(rest)) {
    const auto vertex = parse_count(word);
    if (!vertex || *vertex >= none)
      lines.fail(codes::bad_format, fmt::format("needs vertices as numbers from 0, got {}", shown(word)));
    list.vertices.push_back(Index(*vertex));
    ++vertices;
  }
  if (vertices == 0 || vertices - 1 != *dimension)
    lines.fail(codes::bad_format,
               fmt::format("needs one vertex more than the dimension, then a value: got {} vertices in "
                           "dimension {}",
                           vertices, *dimension));
  const auto value = parse_double(word);
  if (!value) lines.fail(codes::bad_format, fmt::format("needs a filtration value, got {}", shown(word)));
  if (!std::isfinite(*value))
    lines.fail(codes::bad_value, fmt::format("needs a finite filtration value, got {}", shown(word)));
  list.grades.push_back(*value);
}

}  // namespace

FilteredComplex<1> parse_simplex_tree(Source source) {
  NotedLines lines(source);
  SimplexList list;
  list.axes.resize(1);
  while (lines.next()) {
    read_simplex(lines, list);
    list.finish(source.name, lines.number());
  }
  if (list.size() == 0) lines.fail(codes::truncated, "the file ends where a simplex should be");
  return complex_of<1>(list, source.name);
}

}  // namespace tessera::exchange
