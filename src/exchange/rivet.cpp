// SPDX-License-Identifier: MIT
#include "tessera/exchange/rivet.hpp"

#include "exchange/place.hpp"
#include "exchange/rivet_header.hpp"
#include "exchange/simplex_list.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// "0 1 2 ; 0 1 1 0": a simplex, and the bigrades at which it appears, as the file shows them.
void read_simplex(const NotedLines& lines, SimplexList& list) {
  const auto text = lines.text();
  const std::size_t semicolon = text.find(';');
  if (semicolon == std::string_view::npos)
    lines.fail(codes::bad_format, fmt::format("needs vertices, ';' and bigrades, got {}", shown(text)));

  auto vertices = text.substr(0, semicolon);
  for (auto word = next_word(vertices); !word.empty(); word = next_word(vertices)) {
    const auto vertex = parse_count(word);
    if (!vertex || *vertex >= none)
      lines.fail(codes::bad_format, fmt::format("needs vertices as numbers from 0, got {}", shown(word)));
    list.vertices.push_back(Index(*vertex));
  }
  if (list.vertices.size() == list.offsets.back()) lines.fail(codes::bad_format, "needs vertices before ';', got none");

  const std::size_t before = list.grades.size();
  auto numbers = text.substr(semicolon + 1);
  for (auto word = next_word(numbers); !word.empty(); word = next_word(numbers)) {
    const auto value = parse_double(word);
    if (!value) lines.fail(codes::bad_format, fmt::format("needs numbers after ';', got {}", shown(word)));
    if (!std::isfinite(*value)) lines.fail(codes::bad_value, fmt::format("needs finite grades, got {}", shown(word)));
    list.grades.push_back(*value);
  }
  const std::size_t count = list.grades.size() - before;
  if (count == 0 || count % 2 != 0)
    lines.fail(codes::bad_format, fmt::format("needs pairs of numbers after ';', got {} numbers", count));
}

/// Of the bigrades of a simplex the minimal ones, increasing in y: a sweep over them by x keeps those that lower y.
void keep_minimal_grades(SimplexList& list) {
  std::vector<double> kept;
  std::vector<std::uint64_t> first_kept{0};
  std::vector<Point<2>> grades;
  for (std::uint64_t cell = 0; cell < list.size(); ++cell) {
    grades.clear();
    for (std::uint64_t g = list.first_grade[cell]; g < list.first_grade[cell + 1]; ++g)
      grades.push_back({list.grade(g)[0], list.grade(g)[1]});
    std::ranges::sort(grades);
    std::size_t minimal = 0;
    for (const auto& grade : grades)
      if (minimal == 0 || grade[1] < grades[minimal - 1][1]) grades[minimal++] = grade;
    while (minimal-- > 0) kept.insert(kept.end(), grades[minimal].begin(), grades[minimal].end());
    first_kept.push_back(kept.size() / 2);
  }
  list.grades = std::move(kept);
  list.first_grade = std::move(first_kept);
}

struct Bifiltration {
  SimplexList simplices;
  Index complete_dimension = none;
};

/// Reads the header; on return `lines` stands at the first line of data, where there is one.
RivetHeader read_header(NotedLines& lines, bool& has_line) {
  const auto first = lines.need("a flag of RIVET, 'bifiltration' or 'firep'");
  if (!begins_rivet(first))
    lines.fail(codes::bad_format,
               fmt::format("needs a flag of RIVET, 'bifiltration' or 'firep' first, got {}", shown(first)));
  RivetHeader header;
  has_line = read_rivet_header(lines, header);
  return header;
}

Bifiltration read_bifiltration(Source source) {
  NotedLines lines(source);
  bool has_line = false;
  const RivetHeader header = read_header(lines, has_line);
  if (header.kind == RivetHeader::Kind::firep)
    refuse(codes::bad_request, source.name, "needs a bifiltration, got a firep", "read.scc reads it");

  Bifiltration read;
  SimplexList& list = read.simplices;
  list.axes.resize(2);
  for (; has_line; has_line = lines.next()) {
    read_simplex(lines, list);
    list.finish(source.name, lines.number());
  }

  for (std::size_t axis = 0; axis < 2; ++axis) {
    list.axes[axis] = lines.notes().axes[axis];
    if (list.axes[axis].direction == Direction::superlevel)
      for (std::size_t i = axis; i < list.grades.size(); i += 2) list.grades[i] *= -1;
  }
  keep_minimal_grades(list);
  read.complete_dimension = lines.notes().complete_dimension.value_or(none);
  return read;
}

}  // namespace

RivetHeader probe_rivet(Source source) {
  NotedLines lines(source);
  bool has_line = false;
  RivetHeader header = read_header(lines, has_line);
  if (header.kind == RivetHeader::Kind::firep) return header;
  for (; has_line && !header.is_multicritical; has_line = lines.next()) {
    auto numbers = lines.text();
    numbers.remove_prefix(std::min(numbers.size(), numbers.find(';')));
    int words = 0;
    while (words < 3 && !next_word(numbers, ";").empty()) ++words;
    header.is_multicritical = words == 3;
  }
  return header;
}

MulticriticalComplex<2> parse_rivet_multicritical(Source source) {
  const Bifiltration read = read_bifiltration(source);
  const SimplexList& list = read.simplices;
  const SimplexBlocks blocks = simplex_blocks(list, source.name);
  check_monotone(list, blocks, source.name);

  MulticriticalComplex<2> complex;
  complex.grid = grid_of<2>(list);
  complex.complete_dimension = read.complete_dimension;
  std::vector<Grade<2>> grades;
  for (std::size_t dimension = 0; dimension < blocks.cells.size(); ++dimension) {
    auto& block = complex.blocks.emplace_back();
    const std::size_t stride = dimension == 0 ? 0 : dimension + 1;
    for (std::size_t i = 0; i < blocks.cells[dimension].size(); ++i) {
      const std::uint64_t cell = blocks.cells[dimension][i];
      grades.clear();
      for (std::uint64_t g = list.first_grade[cell]; g < list.first_grade[cell + 1]; ++g)
        grades.push_back(ranks_of(list.grade(g), complex.grid));
      block.append(grades, std::span(blocks.faces[dimension]).subspan(i * stride, stride));
    }
  }
  return complex;
}

FilteredComplex<2> parse_rivet_bifiltration(Source source) {
  const Bifiltration read = read_bifiltration(source);
  const SimplexList& list = read.simplices;
  for (std::uint64_t cell = 0; cell < list.size(); ++cell)
    if (list.grade_count(cell) > 1)
      refuse_line(codes::bad_request, source.name, list.lines[cell],
                  fmt::format("needs one bigrade a simplex, got {} that are incomparable", list.grade_count(cell)),
                  "filtration.one_critical makes a one-critical complex of it, with the same homology");
  auto complex = complex_of<2>(list, source.name);
  complex.complete_dimension = read.complete_dimension;
  return complex;
}

}  // namespace tessera::exchange
