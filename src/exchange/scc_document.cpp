// SPDX-License-Identifier: MIT
#include "exchange/scc_document.hpp"

#include "exchange/place.hpp"
#include "exchange/rivet_header.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t most_blocks = 64;

/// Reads the lines in order: header, notes, body.
class Reader {
 public:
  explicit Reader(Source source) : lines_(source) {}

  SccHeader read_header() {
    SccHeader header;
    const auto first = lines_.need("the word scc2020");
    if (first == "scc2020") {
      header.parameters = parameters();
      header.counts = counts(lines_.need("the sizes of the blocks"));
    } else if (begins_rivet(first)) {
      header.is_firep = true;
      header.counts = firep_counts();
    } else {
      lines_.fail(codes::bad_format, fmt::format("needs 'scc2020' or a firep as the first line, got {}", shown(first)));
    }
    header.kind = header.counts.size() == 3 && header.counts.back() == 0 ? SccHeader::Kind::presentation
                                                                         : SccHeader::Kind::complex;
    return header;
  }

  void read_body(SccDocument& document) {
    while (lines_.next()) read_cell(document);
    document.notes = lines_.notes();
    if (document.header.is_firep) negate_superlevel_axes(document);
  }

 private:
  int parameters() {
    const auto text = lines_.need("the number of parameters");
    const auto count = parse_count(text);
    if (!count || *count == 0)
      lines_.fail(codes::bad_format, fmt::format("needs the number of parameters, got {}", shown(text)));
    if (*count > most_parameters)
      lines_.fail(codes::unsupported, fmt::format("needs at most {} parameters, got {}", most_parameters, *count));
    return int(*count);
  }

  std::vector<std::uint64_t> counts(std::string_view text) const {
    std::vector<std::uint64_t> sizes;
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto size = parse_count(word);
      if (!size) lines_.fail(codes::bad_format, fmt::format("needs sizes of blocks, got {}", shown(word)));
      sizes.push_back(*size);
    }
    if (sizes.size() < 3)
      lines_.fail(codes::bad_format, fmt::format("needs the sizes of at least three blocks, got {}", sizes.size()),
                  "a presentation has two sizes and a final 0: relations, generators, 0");
    if (sizes.size() > most_blocks)
      lines_.fail(codes::unsupported, fmt::format("needs at most {} blocks, got {}", most_blocks, sizes.size()));
    return sizes;
  }

  std::vector<std::uint64_t> firep_counts() {
    RivetHeader about;
    const bool has_line = read_rivet_header(lines_, about);
    if (about.kind != RivetHeader::Kind::firep)
      lines_.fail(codes::unsupported, "needs data of type firep, got a bifiltration", "read.rivet reads it");
    if (!has_line) lines_.fail(codes::truncated, "the file ends where the sizes of the blocks should be");
    auto sizes = counts(lines_.text());
    if (sizes.size() != 3)
      lines_.fail(codes::bad_format, fmt::format("needs three sizes in a firep, got {}", sizes.size()));
    return sizes;
  }

  void read_cell(SccDocument& document) const {
    const auto text = lines_.text();
    const std::size_t semicolon = text.find(';');
    if (semicolon == std::string_view::npos)
      lines_.fail(codes::bad_format, fmt::format("needs a grade, ';' and faces, got {}", shown(text)));
    read_grade(text.substr(0, semicolon), document);
    read_faces(text.substr(semicolon + 1), document);
    document.lines.push_back(lines_.number());
  }

  void read_grade(std::string_view text, SccDocument& document) const {
    const auto parameters = std::size_t(document.header.parameters);
    const std::size_t before = document.grades.size();
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto value = parse_double(word);
      if (!value) lines_.fail(codes::bad_format, fmt::format("needs a number in the grade, got {}", shown(word)));
      if (!std::isfinite(*value))
        lines_.fail(codes::bad_value, fmt::format("needs a finite grade, got {}", shown(word)));
      document.grades.push_back(*value);
    }
    const std::size_t got = document.grades.size() - before;
    if (got != parameters)
      lines_.fail(codes::bad_format, fmt::format("needs a grade of {} numbers, got {}", parameters, got));
  }

  void read_faces(std::string_view text, SccDocument& document) const {
    auto& faces = document.faces;
    const auto begin = std::ptrdiff_t(faces.size());
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto face = parse_count(word);
      if (!face || *face >= none)
        lines_.fail(codes::bad_format, fmt::format("needs faces as numbers from 0, got {}", shown(word)),
                    word.find(':') != std::string_view::npos ? "coefficients are not read: the field is Z/2" : "");
      faces.push_back(Index(*face));
    }
    std::sort(faces.begin() + begin, faces.end());
    const auto twice = std::adjacent_find(faces.begin() + begin, faces.end());
    if (twice != faces.end()) lines_.fail(codes::bad_complex, fmt::format("face {} is given twice", *twice));
    document.offsets.push_back(faces.size());
  }

  /// A firep shows the values of a decreasing axis as they are; order in an axis is order of inclusion here.
  static void negate_superlevel_axes(SccDocument& document) {
    for (std::size_t axis = 0; axis < 2; ++axis)
      if (document.notes.axes[axis].direction == Direction::superlevel)
        for (std::size_t i = axis; i < document.grades.size(); i += 2) document.grades[i] *= -1;
  }

  NotedLines lines_;
};

/// Cuts the lines into blocks. The last count is 0, or the number of cells of a block that is written out or left out.
void cut_into_blocks(SccDocument& document, Source source) {
  const auto& counts = document.header.counts;
  const std::uint64_t lines = document.lines.size();
  const auto refuse_short = [&](std::uint64_t needed) {
    refuse_line(codes::truncated, source.name, document.lines.empty() ? 0 : document.lines.back(),
                fmt::format("the sizes of the blocks need {} lines of cells, got {}", needed, lines));
  };
  document.block_begin.assign(1, 0);
  for (std::size_t block = 0; block + 1 < counts.size(); ++block) {
    std::uint64_t end = 0;
    if (__builtin_add_overflow(document.block_begin.back(), counts[block], &end)) end = ~std::uint64_t{0};
    if (end > lines) refuse_short(end);
    document.block_begin.push_back(end);
  }

  const std::uint64_t left = lines - document.block_begin.back();
  document.lowest_has_grades = counts.back() == 0 || left > 0;
  if (left > counts.back())
    refuse_line(codes::bad_format, source.name, document.lines[document.block_begin.back() + counts.back()],
                "the sizes of the blocks leave no cell for this line");
  if (left > 0) {
    if (left < counts.back()) refuse_short(lines - left + counts.back());
    document.block_begin.push_back(lines);
  }
  if (!document.lowest_has_grades && counts.back() > source.bytes.size())
    refuse(codes::truncated, source.name,
           fmt::format("the header claims {} cells without lines in a file of {} bytes", counts.back(),
                       source.bytes.size()));
}

}  // namespace

SccHeader probe_scc(Source source) { return Reader(source).read_header(); }

SccDocument parse_scc_document(Source source) {
  SccDocument document;
  Reader reader(source);
  document.header = reader.read_header();
  reader.read_body(document);
  cut_into_blocks(document, source);
  return document;
}

}  // namespace tessera::exchange
