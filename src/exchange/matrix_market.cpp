// SPDX-License-Identifier: MIT
#include "exchange/matrix_market.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::string_view magic = "%%MatrixMarket";

/// Goes to the next line that is neither blank nor a comment, which '%' begins here.
bool next_entry(Lines& lines) {
  while (lines.next())
    if (const auto text = trimmed(lines.text()); !text.empty() && text.front() != '%') return true;
  return false;
}

[[noreturn]] void refuse_here(const Lines& lines, ErrorCode code, const std::string& reason, std::string remedy = {}) {
  refuse_line(code, lines.file(), lines.number(), reason, std::move(remedy));
}

std::string lower_word(std::string_view& rest) {
  std::string word(next_word(rest));
  std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return word;
}

std::string choice(const Lines& lines, std::string_view& rest, const std::vector<std::string_view>& known,
                   const std::vector<std::string_view>& refused) {
  std::string word = lower_word(rest);
  if (std::ranges::find(known, word) != known.end()) return word;
  const bool is_refused = std::ranges::find(refused, word) != refused.end();
  refuse_here(lines, is_refused ? codes::unsupported : codes::bad_format,
              fmt::format("needs {}, got {}", fmt::join(known, " or "), shown(word)));
}

std::uint64_t size(const Lines& lines, std::string_view& rest, std::string_view what) {
  const auto word = next_word(rest);
  const auto number = parse_count(word);
  if (!number) refuse_here(lines, codes::bad_format, fmt::format("needs {}, got {}", what, shown(word)));
  return *number;
}

void need_end(const Lines& lines, std::string_view rest) {
  if (!trimmed(rest).empty())
    refuse_here(lines, codes::bad_format, fmt::format("needs the end of the line, got {}", shown(trimmed(rest))));
}

MatrixMarketHeader read_header(Lines& lines) {
  if (!is_matrix_market({lines.file(), lines.next() ? lines.text() : ""}))
    refuse_here(lines, codes::bad_format, fmt::format("needs {}", magic));
  std::string_view rest = lines.text();
  next_word(rest);
  MatrixMarketHeader header;
  choice(lines, rest, {"matrix"}, {"vector"});
  header.is_dense = choice(lines, rest, {"coordinate", "array"}, {}) == "array";
  header.is_pattern = choice(lines, rest, {"real", "integer", "pattern", "double"}, {"complex"}) == "pattern";
  header.is_symmetric = choice(lines, rest, {"general", "symmetric"}, {"hermitian", "skew-symmetric"}) == "symmetric";
  need_end(lines, rest);
  if (header.is_dense && header.is_pattern) refuse_here(lines, codes::bad_format, "an array has no pattern");

  if (!next_entry(lines)) refuse(codes::truncated, lines.file(), "ends before the size of the matrix");
  rest = lines.text();
  header.rows = size(lines, rest, "the number of rows");
  header.columns = size(lines, rest, "the number of columns");
  if (header.is_symmetric && header.rows != header.columns)
    refuse_here(
        lines, codes::bad_shape,
        fmt::format("a symmetric matrix needs as many rows as columns, got {} and {}", header.rows, header.columns));
  index_of(header.rows, lines.file(), "rows");
  index_of(header.columns, lines.file(), "columns");
  if (!header.is_dense)
    header.listed = size(lines, rest, "the number of entries");
  else
    header.listed = header.is_symmetric ? header.rows * (header.rows + 1) / 2 : header.rows * header.columns;
  need_end(lines, rest);
  return header;
}

/// Where the entries of an array stand: column after column, from the diagonal on where it is symmetric.
class Cursor {
 public:
  explicit Cursor(const MatrixMarketHeader& header) : header_(header) {}

  Index row() const noexcept { return row_; }
  Index column() const noexcept { return column_; }
  void next() noexcept {
    if (++row_ < header_.rows) return;
    ++column_;
    row_ = header_.is_symmetric ? column_ : 0;
  }

 private:
  const MatrixMarketHeader& header_;
  Index row_ = 0, column_ = 0;
};

Index place(const Lines& lines, std::string_view& rest, std::uint64_t last, std::string_view what) {
  const auto word = next_word(rest);
  const auto number = parse_count(word);
  if (!number || *number == 0 || *number > last)
    refuse_here(lines, codes::bad_format, fmt::format("needs a {} from 1 to {}, got {}", what, last, shown(word)));
  return Index(*number - 1);
}

double value(const Lines& lines, std::string_view& rest) {
  const auto word = next_word(rest);
  const auto number = parse_double(word);
  if (!number) refuse_here(lines, codes::bad_format, fmt::format("needs a number, got {}", shown(word)));
  if (!std::isfinite(*number))
    refuse_here(lines, codes::bad_value, fmt::format("needs finite numbers, got {}", shown(word)));
  return *number;
}

}  // namespace

bool is_matrix_market(Source source) noexcept {
  if (source.bytes.size() < magic.size()) return false;
  return std::ranges::equal(
      source.bytes.substr(0, magic.size()), magic, {},
      [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; },
      [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
}

MatrixMarketHeader matrix_market_header(Source start) {
  Lines lines(start);
  return read_header(lines);
}

MatrixMarket parse_matrix_market(Source source, const Context& context) {
  Lines lines(source);
  const MatrixMarketHeader header = read_header(lines);
  MatrixMarket matrix{.is_dense = header.is_dense,
                      .is_symmetric = header.is_symmetric,
                      .rows = Index(header.rows),
                      .columns = Index(header.columns),
                      .entries = {}};
  Cursor cursor(header);
  while (next_entry(lines)) {
    if (matrix.entries.size() % 4096 == 0) context.check();
    if (matrix.entries.size() == header.listed)
      refuse_here(lines, codes::bad_format,
                  fmt::format("needs {} entries as the header says, got more", header.listed));
    std::string_view rest = lines.text();
    MatrixMarket::Entry entry{cursor.row(), cursor.column(), 1.0};
    if (header.is_dense) {
      cursor.next();
    } else {
      entry.row = place(lines, rest, header.rows, "row");
      entry.column = place(lines, rest, header.columns, "column");
      if (header.is_symmetric && entry.row < entry.column)
        refuse_here(lines, codes::bad_format,
                    fmt::format("a symmetric matrix lists entries on and below the diagonal, got ({}, {})",
                                entry.row + 1, entry.column + 1));
    }
    if (!header.is_pattern) entry.value = value(lines, rest);
    need_end(lines, rest);
    matrix.entries.push_back(entry);
  }
  if (matrix.entries.size() < header.listed)
    refuse(codes::truncated, source.name,
           fmt::format("needs {} entries as its header says, got {}", header.listed, matrix.entries.size()));
  return matrix;
}

std::vector<double> MatrixMarket::full() const {
  std::vector<double> values(std::size_t{rows} * columns);
  for (const auto& [row, column, value] : entries) {
    values[std::size_t{row} * columns + column] = value;
    if (is_symmetric) values[std::size_t{column} * columns + row] = value;
  }
  return values;
}

}  // namespace tessera::exchange
