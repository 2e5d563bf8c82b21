// SPDX-License-Identifier: MIT
#include "exchange/scc_document.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t most_blocks = 64;

std::optional<std::uint64_t> parse_count(std::string_view word) {
  std::uint64_t count = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (problem != std::errc{} || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return count;
}

/// Reads "..." off the front of `rest`; nothing when it is not there.
std::optional<std::string> take_quoted_note(std::string_view& rest) {
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

/// Reads the lines in order: header, notes, body.
class Reader {
 public:
  explicit Reader(Source source) : source_(source), lines_(source) {}

  void read_header(SccHeader& header, SccNotes& notes) {
    const auto first = trimmed(need_line("the word scc2020", notes));
    if (first == "scc2020") {
      header.parameters = parameters(notes);
      header.counts = counts(need_line("the sizes of the blocks", notes));
    } else if (first == "firep" || first.starts_with("--")) {
      header.is_firep = true;
      const auto sizes = first == "firep" ? old_firep_labels(notes) : firep_flags(first, notes);
      header.counts = counts(sizes);
      if (header.counts.size() != 3)
        fail(codes::bad_format, fmt::format("needs three sizes in a firep, got {}", header.counts.size()));
    } else {
      fail(codes::bad_format, fmt::format("needs 'scc2020' or a firep as the first line, got {}", shown(first)));
    }
    header.kind = header.counts.size() == 3 && header.counts.back() == 0 ? SccHeader::Kind::presentation
                                                                         : SccHeader::Kind::complex;
  }

  void read_body(SccDocument& document) {
    while (next(document.notes)) read_cell(document);
  }

 private:
  [[noreturn]] void fail(ErrorCode code, const std::string& reason, std::string remedy = {}) const {
    refuse_line(code, source_.name, lines_.number(), reason, std::move(remedy));
  }

  /// The next line that is neither blank nor a comment; notes among the comments are read.
  bool next(SccNotes& notes) {
    while (lines_.next()) {
      const auto text = trimmed(lines_.text());
      if (text.starts_with("#!")) read_note(text.substr(2), notes);
      if (!text.empty() && text.front() != '#') return true;
    }
    return false;
  }

  std::string_view need_line(std::string_view what, SccNotes& notes) {
    if (!next(notes)) fail(codes::truncated, fmt::format("the file ends where {} should be", what));
    return lines_.text();
  }

  int parameters(SccNotes& notes) {
    const auto text = trimmed(need_line("the number of parameters", notes));
    const auto count = parse_count(text);
    if (!count || *count == 0)
      fail(codes::bad_format, fmt::format("needs the number of parameters, got {}", shown(text)));
    if (*count > most_parameters)
      fail(codes::unsupported, fmt::format("needs at most {} parameters, got {}", most_parameters, *count));
    return int(*count);
  }

  std::vector<std::uint64_t> counts(std::string_view text) const {
    std::vector<std::uint64_t> sizes;
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto size = parse_count(word);
      if (!size) fail(codes::bad_format, fmt::format("needs sizes of blocks, got {}", shown(word)));
      sizes.push_back(*size);
    }
    if (sizes.size() < 3)
      fail(codes::bad_format, fmt::format("needs the sizes of at least three blocks, got {}", sizes.size()),
           "a presentation has two sizes and a final 0: relations, generators, 0");
    if (sizes.size() > most_blocks)
      fail(codes::unsupported, fmt::format("needs at most {} blocks, got {}", most_blocks, sizes.size()));
    return sizes;
  }

  /// RIVET before 1.1: two lines of labels.
  std::string_view old_firep_labels(SccNotes& notes) {
    for (int axis = 0; axis < 2; ++axis)
      notes.axes[std::size_t(axis)].name = trimmed(need_line("the label of an axis", notes));
    return need_line("the sizes of the blocks", notes);
  }

  /// RIVET from 1.1 on: flags, one a line. A reversed axis is one that decreases: superlevel here.
  std::string_view firep_flags(std::string_view line, SccNotes& notes) {
    bool is_firep = false;
    for (; trimmed(line).starts_with("--"); line = need_line("the sizes of the blocks", notes)) {
      std::string_view rest = line;
      const auto flag = next_word(rest);
      rest = trimmed(rest);
      if (flag == "--datatype" && rest != "firep")
        fail(codes::unsupported, fmt::format("needs data of type firep, got {}", shown(rest)));
      is_firep = is_firep || flag == "--datatype";
      if (flag == "--xlabel") notes.axes[0].name = rest;
      if (flag == "--ylabel") notes.axes[1].name = rest;
      if (flag == "--xreverse") notes.axes[0].direction = Direction::superlevel;
      if (flag == "--yreverse") notes.axes[1].direction = Direction::superlevel;
      const bool is_known = flag == "--datatype" || flag == "--xlabel" || flag == "--ylabel" || flag == "--xreverse" ||
                            flag == "--yreverse";
      if (!is_known) fail(codes::unsupported, fmt::format("the flag {} is not read", shown(flag)));
    }
    if (!is_firep) fail(codes::bad_format, "needs the flag '--datatype firep'");
    return line;
  }

  void read_note(std::string_view note, SccNotes& notes) const {
    const auto word = next_word(note);
    const bool is_degree = word == "degree", is_complete = word == "complete";
    if (is_degree || is_complete) {
      const auto text = next_word(note);
      const auto number = text == "whole" && is_complete ? std::optional<std::uint64_t>(none) : parse_count(text);
      if (!number || *number > none)
        fail(codes::bad_format, fmt::format("the note '{}' needs a number, got {}", word, shown(text)));
      (is_degree ? notes.degree : notes.complete_dimension) = Index(*number);
    } else if (word == "axis") {
      read_axis_note(note, notes);
    }
  }

  void read_axis_note(std::string_view note, SccNotes& notes) const {
    const auto axis = parse_count(next_word(note));
    const auto direction = next_word(note);
    const auto known_below = parse_double(next_word(note));
    auto name = take_quoted_note(note), unit = take_quoted_note(note);
    if (!axis || *axis >= most_parameters || (direction != "sublevel" && direction != "superlevel") || !known_below ||
        std::isnan(*known_below) || !name || !unit)
      fail(codes::bad_format, "the note 'axis' needs a number, a direction, a bound, a name and a unit");
    notes.axes[*axis] = {
        {}, *name, *unit, direction == "superlevel" ? Direction::superlevel : Direction::sublevel, *known_below};
  }

  void read_cell(SccDocument& document) const {
    const auto text = lines_.text();
    const std::size_t semicolon = text.find(';');
    if (semicolon == std::string_view::npos)
      fail(codes::bad_format, fmt::format("needs a grade, ';' and faces, got {}", shown(text)));
    read_grade(text.substr(0, semicolon), document);
    read_faces(text.substr(semicolon + 1), document);
    document.lines.push_back(lines_.number());
  }

  void read_grade(std::string_view text, SccDocument& document) const {
    const auto parameters = std::size_t(document.header.parameters);
    const std::size_t before = document.grades.size();
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto value = parse_double(word);
      if (!value) fail(codes::bad_format, fmt::format("needs a number in the grade, got {}", shown(word)));
      if (!std::isfinite(*value)) fail(codes::bad_value, fmt::format("needs a finite grade, got {}", shown(word)));
      document.grades.push_back(*value);
    }
    const std::size_t got = document.grades.size() - before;
    if (got != parameters) fail(codes::bad_format, fmt::format("needs a grade of {} numbers, got {}", parameters, got));
    if (!document.header.is_firep) return;
    for (std::size_t axis = 0; axis < 2; ++axis)
      if (document.notes.axes[axis].direction == Direction::superlevel) document.grades[before + axis] *= -1;
  }

  void read_faces(std::string_view text, SccDocument& document) const {
    auto& faces = document.faces;
    const auto begin = std::ptrdiff_t(faces.size());
    for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
      const auto face = parse_count(word);
      if (!face || *face >= none)
        fail(codes::bad_format, fmt::format("needs faces as numbers from 0, got {}", shown(word)),
             word.find(':') != std::string_view::npos ? "coefficients are not read: the field is Z/2" : "");
      faces.push_back(Index(*face));
    }
    std::sort(faces.begin() + begin, faces.end());
    const auto twice = std::adjacent_find(faces.begin() + begin, faces.end());
    if (twice != faces.end()) fail(codes::bad_complex, fmt::format("face {} is given twice", *twice));
    document.offsets.push_back(faces.size());
  }

  Source source_;
  Lines lines_;
};

/// Cuts the lines into blocks. The last count is 0, or the number of cells of a block that is written out or left out.
void cut_into_blocks(SccDocument& document, Source source) {
  const auto& counts = document.header.counts;
  const std::uint64_t lines = document.lines.size();
  const auto refuse_short = [&](std::uint64_t needed) {
    refuse_line(codes::truncated, source.name, document.lines.empty() ? 0 : document.lines.back(),
                fmt::format("the header claims {} lines or more, but {} follow it", needed, lines));
  };
  document.block_begin.assign(1, 0);
  for (std::size_t block = 0; block + 1 < counts.size(); ++block) {
    if (counts[block] > lines - document.block_begin.back()) refuse_short(counts[block]);
    document.block_begin.push_back(document.block_begin.back() + counts[block]);
  }

  const std::uint64_t left = lines - document.block_begin.back();
  document.lowest_has_grades = counts.back() == 0 || left > 0;
  if (left > counts.back())
    refuse_line(codes::bad_format, source.name, document.lines[document.block_begin.back() + counts.back()],
                "the header claims no line after the one before");
  if (left > 0) {
    if (left < counts.back()) refuse_short(counts.back());
    document.block_begin.push_back(lines);
  }
  if (!document.lowest_has_grades && counts.back() > source.bytes.size())
    refuse(codes::truncated, source.name,
           fmt::format("the header claims {} cells without lines in a file of {} bytes", counts.back(),
                       source.bytes.size()));
}

}  // namespace

SccHeader probe_scc(Source source) {
  SccHeader header;
  SccNotes notes;
  Reader(source).read_header(header, notes);
  return header;
}

SccDocument parse_scc_document(Source source) {
  SccDocument document;
  Reader reader(source);
  reader.read_header(document.header, document.notes);
  reader.read_body(document);
  cut_into_blocks(document, source);
  return document;
}

std::string quoted_note(std::string_view text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    if (letter == '\n')
      quoted += "\\n";
    else if (letter == '\r')
      quoted += "\\r";
    else
      quoted += letter;
  }
  return quoted + '"';
}

}  // namespace tessera::exchange
