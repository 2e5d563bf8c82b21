// SPDX-License-Identifier: MIT
#include "tessera/exchange/table.hpp"

#include "exchange/cell_number.hpp"
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

char delimiter_of(Delimiter wanted, std::string_view first_row) {
  switch (wanted) {
    case Delimiter::comma:
      return ',';
    case Delimiter::semicolon:
      return ';';
    case Delimiter::tab:
      return '\t';
    case Delimiter::space:
      return ' ';
    case Delimiter::automatic:
      break;
  }
  std::string bare;  // what stands outside quotes
  bool is_quoted = false;
  for (const char letter : trimmed(first_row)) {
    if (letter == '"') is_quoted = !is_quoted;
    if (!is_quoted) bare += letter;
  }
  for (const char candidate : {'\t', ';', ','})
    if (bare.find(candidate) != std::string::npos) return candidate;
  return ' ';
}

/// Splits lines into cells and appends them to a table.
class Splitter {
 public:
  Splitter(TextTable& table, char delimiter) : table_(table), delimiter_(delimiter) {}

  void split(std::string_view line, std::uint64_t number) {
    if (delimiter_ == ' ') {
      for (auto word = next_word(line); !word.empty(); word = next_word(line)) table_.cells.push_back(word);
      return;
    }
    while (true) {
      table_.cells.push_back(take_cell(line, number));
      if (line.empty()) return;
      line.remove_prefix(1);  // the delimiter
    }
  }

 private:
  /// Takes one cell off the front; what is left is empty or starts with the delimiter.
  std::string_view take_cell(std::string_view& line, std::uint64_t number) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start != std::string_view::npos && line[start] == '"') return take_quoted(line, start + 1, number);
    const auto cell = line.substr(0, line.find(delimiter_));
    line.remove_prefix(cell.size());
    return trimmed(cell);
  }

  std::string_view take_quoted(std::string_view& line, std::size_t begin, std::uint64_t number) {
    std::size_t end = begin;
    bool has_doubled = false;
    while (true) {
      end = line.find('"', end);
      if (end == std::string_view::npos)
        refuse_line(codes::bad_format, table_.name, number, "a quoted cell does not end on its line");
      if (end + 1 >= line.size() || line[end + 1] != '"') break;
      has_doubled = true;
      end += 2;
    }
    auto cell = line.substr(begin, end - begin);
    const std::size_t after = line.find_first_not_of(' ', end + 1);
    if (after != std::string_view::npos && line[after] != delimiter_)
      refuse_line(codes::bad_format, table_.name, number, "text follows a quoted cell");
    line.remove_prefix(after == std::string_view::npos ? line.size() : after);
    return has_doubled ? without_doubled(cell) : cell;
  }

  std::string_view without_doubled(std::string_view cell) {
    std::string text;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      text += cell[i];
      if (cell[i] == '"') ++i;
    }
    return table_.unquoted.emplace_back(std::move(text));
  }

  TextTable& table_;
  char delimiter_;
};

bool first_row_is_header(const TextTable& table, HeaderRow wanted) {
  if (wanted != HeaderRow::automatic) return wanted == HeaderRow::present;
  if (table.rows() < 2) return false;
  const auto is_number = [](std::string_view cell) { return parse_double(cell).has_value(); };
  const auto first = table.cells.begin(), second = first + std::ptrdiff_t(table.columns);
  return std::none_of(first, second, is_number) &&
         std::any_of(second, second + std::ptrdiff_t(table.columns), is_number);
}

}  // namespace

TextTable parse_table(Source source, const TableOptions& options) {
  TextTable table;
  table.name = source.name;
  Lines lines(source);
  std::optional<Splitter> splitter;

  while (lines.next_content()) {
    if (!splitter) splitter.emplace(table, delimiter_of(options.delimiter, lines.text()));
    const std::size_t before = table.cells.size();
    splitter->split(lines.text(), lines.number());
    const std::size_t columns = table.cells.size() - before;
    if (table.lines.empty()) table.columns = columns;
    if (columns != table.columns)
      refuse_line(codes::bad_format, source.name, lines.number(),
                  fmt::format("needs {} columns as line {} has, got {}", table.columns, table.lines.front(), columns));
    table.lines.push_back(lines.number());
  }
  if (table.lines.empty()) refuse(codes::too_few, source.name, "needs at least one row, got none");

  if (first_row_is_header(table, options.header)) {
    table.header.assign(table.cells.begin(), table.cells.begin() + std::ptrdiff_t(table.columns));
    table.cells.erase(table.cells.begin(), table.cells.begin() + std::ptrdiff_t(table.columns));
    table.lines.erase(table.lines.begin());
    if (table.lines.empty()) refuse(codes::too_few, source.name, "needs at least one row below the header, got none");
  }
  index_of(table.rows(), source.name, "rows");
  return table;
}

std::size_t TextTable::column(std::string_view name_or_number) const {
  const auto named = std::ranges::find(header, name_or_number);
  if (named != header.end()) return std::size_t(named - header.begin());

  std::int64_t number = 0;
  const char* const end = name_or_number.data() + name_or_number.size();
  const auto [stop, problem] = std::from_chars(name_or_number.data(), end, number);
  if (problem == std::errc{} && stop == end && !name_or_number.empty()) {
    if (number < 0) number += std::int64_t(columns);
    if (number >= 0 && std::uint64_t(number) < columns) return std::size_t(number);
  }
  refuse(codes::bad_request, name, fmt::format("has no column {}", shown(name_or_number)),
         header.empty()
             ? fmt::format("it has {} columns without names: give a number from 0 to {}", columns, columns - 1)
             : fmt::format("its columns are {}",
                           fmt::join(header.begin(),
                                     header.begin() + std::ptrdiff_t(std::min<std::size_t>(header.size(), 20)), ", ")));
}

NumberTable numbers(const TextTable& table, const std::vector<std::size_t>& columns, OnNonfinite on_nonfinite) {
  std::vector<std::size_t> wanted = columns;
  if (wanted.empty())
    for (std::size_t column = 0; column < table.columns; ++column) wanted.push_back(column);

  NumberTable block;
  block.columns = index_of(wanted.size(), table.name, "columns");
  block.values.reserve(table.rows() * wanted.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    bool is_finite = true;
    for (const std::size_t column : wanted) {
      const double value = cell_number(table, row, column);
      if (!std::isfinite(value) && on_nonfinite == OnNonfinite::error)
        refuse_line(codes::bad_value, table.name, table.lines[row],
                    fmt::format("needs a finite number in column {}, got {}", column, shown(table.cell(row, column))),
                    "correct it; a reader with on_nonfinite leaves such rows out with \"drop_row\"");
      is_finite = is_finite && std::isfinite(value);
      block.values.push_back(value);
    }
    if (is_finite)
      block.kept.push_back(Index(row));
    else
      block.values.resize(block.values.size() - wanted.size());
  }
  block.rows = Index(block.kept.size());
  if (block.rows == 0) refuse(codes::too_few, table.name, "needs at least one row of finite numbers, got none");
  return block;
}

double cell_number(const TextTable& table, std::size_t row, std::size_t column) {
  const auto cell = table.cell(row, column);
  if (const auto value = parse_double(cell)) return *value;
  for (const std::string_view missing : {"", "NA", "N/A", "null", "?"})
    if (cell == missing) return std::numeric_limits<double>::quiet_NaN();

  std::string pointed(cell);
  std::ranges::replace(pointed, ',', '.');
  refuse_line(codes::bad_format, table.name, table.lines[row],
              fmt::format("needs a number in column {}, got {}", column, shown(cell)),
              pointed != cell && parse_double(pointed) ? "decimal commas are not read: write 1.5 for 1,5"
              : table.header.empty() && row == 0       ? "if the first row names the columns, set header = \"present\""
                                                       : "");
}

}  // namespace tessera::exchange
