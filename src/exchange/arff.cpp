// SPDX-License-Identifier: MIT
#include "exchange/arff.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t most_attributes = std::size_t{1} << 20;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return lower;
}

/// Goes to the next line that is neither blank nor a comment, which '%' begins here.
bool next_statement(Lines& lines) {
  while (lines.next())
    if (const auto text = trimmed(lines.text()); !text.empty() && text.front() != '%') return true;
  return false;
}

/// Takes a name or value off the front, in single or double quotes or bare up to a blank or one of `ends`.
std::string take_token(std::string_view& rest, std::string_view ends, const Lines& lines) {
  rest = trimmed(rest);
  std::string token;
  if (!rest.empty() && (rest.front() == '\'' || rest.front() == '"')) {
    const char quote = rest.front();
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] != quote; ++at) {
      if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
      token += rest[at];
    }
    if (at >= rest.size())
      refuse_line(codes::bad_format, lines.file(), lines.number(), "a quoted value does not end on its line");
    rest.remove_prefix(at + 1);
  } else {
    std::size_t end = 0;
    while (end < rest.size() && ends.find(rest[end]) == std::string_view::npos) ++end;
    token = trimmed(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  rest = trimmed(rest);
  return token;
}

class ArffReader {
 public:
  explicit ArffReader(Source source) : lines_(source) { arff_.table.name = source.name; }

  ArffTable read() {
    read_header();
    while (next_statement(lines_)) read_row();
    TextTable& table = arff_.table;
    if (table.rows() == 0) refuse(codes::too_few, table.name, "needs at least one row below @data, got none");
    index_of(table.rows(), table.name, "rows");
    return std::move(arff_);
  }

 private:
  void read_header() {
    bool has_relation = false;
    while (next_statement(lines_)) {
      std::string_view rest = trimmed(lines_.text());
      const std::string word = lower_case(next_word(rest));
      if (word == "@data") {
        if (arff_.types.empty()) refuse_here(codes::bad_format, "needs an @attribute before @data, got none");
        arff_.table.columns = arff_.types.size();
        return;
      }
      if (word == "@relation" && !has_relation)
        has_relation = true;
      else if (word == "@attribute" && has_relation)
        add_attribute(rest);
      else
        refuse_here(codes::bad_format,
                    fmt::format("needs {}, got {}", has_relation ? "@attribute or @data" : "@relation", shown(word)));
    }
    refuse(codes::truncated, arff_.table.name, "ends before @data");
  }

  void add_attribute(std::string_view rest) {
    if (arff_.types.size() == most_attributes)
      refuse_here(codes::over_cap, fmt::format("needs at most {} attributes", most_attributes));
    std::string name = take_token(rest, " \t", lines_);
    if (name.empty() || rest.empty()) refuse_here(codes::bad_format, "needs the name and the type of an attribute");
    std::set<std::string, std::less<>> names;
    if (rest.front() == '{') {
      names = nominal_names(rest.substr(1));
      arff_.types.push_back(ArffTable::Type::nominal);
    } else {
      const std::string type = lower_case(next_word(rest));
      if (type == "numeric" || type == "real" || type == "integer")
        arff_.types.push_back(ArffTable::Type::numeric);
      else if (type == "string")
        arff_.types.push_back(ArffTable::Type::text);
      else
        refuse_here(type == "date" || type == "relational" ? codes::unsupported : codes::bad_format,
                    fmt::format("needs an attribute that is numeric, nominal or a string, got {}", shown(type)),
                    type == "relational" ? "series of several channels are read from .ts" : "");
    }
    arff_.table.header.push_back(std::move(name));
    names_.push_back(std::move(names));
  }

  std::set<std::string, std::less<>> nominal_names(std::string_view rest) {
    std::set<std::string, std::less<>> names;
    while (true) {
      names.insert(take_token(rest, ",}", lines_));
      if (rest.empty()) refuse_here(codes::bad_format, "the names of a nominal attribute do not end on its line");
      const char after = rest.front();
      rest.remove_prefix(1);
      if (after == '}') return names;
      if (after != ',') refuse_here(codes::bad_format, "needs a comma between the names of a nominal attribute");
    }
  }

  void read_row() {
    std::string_view rest = trimmed(lines_.text());
    if (rest.front() == '{')
      refuse_here(codes::unsupported, "sparse rows are not read", "store the rows dense, or as svmlight");
    TextTable& table = arff_.table;
    std::size_t column = 0;
    while (true) {
      if (column == table.columns)
        refuse_here(codes::bad_format, fmt::format("needs a value for each of {} attributes, got more", table.columns));
      const bool is_quoted = !rest.empty() && (rest.front() == '\'' || rest.front() == '"');
      add_cell(take_token(rest, ",", lines_), is_quoted, column++);
      if (rest.empty()) break;
      if (rest.front() != ',') refuse_here(codes::bad_format, "text follows a quoted value");
      rest.remove_prefix(1);
    }
    if (column != table.columns)
      refuse_here(codes::bad_format,
                  fmt::format("needs a value for each of {} attributes, got {}", table.columns, column));
    table.lines.push_back(lines_.number());
  }

  void add_cell(std::string cell, bool is_quoted, std::size_t column) {
    const bool is_missing = cell == "?" && !is_quoted;
    if (arff_.types[column] == ArffTable::Type::nominal && !is_missing && !names_[column].contains(cell))
      refuse_here(codes::bad_format,
                  fmt::format("needs a declared value of {}, got {}", shown(arff_.table.header[column]), shown(cell)));
    arff_.table.cells.push_back(arff_.table.unquoted.emplace_back(std::move(cell)));
  }

  [[noreturn]] void refuse_here(ErrorCode code, const std::string& reason, std::string remedy = {}) const {
    refuse_line(code, lines_.file(), lines_.number(), reason, std::move(remedy));
  }

  Lines lines_;
  ArffTable arff_;
  std::vector<std::set<std::string, std::less<>>> names_;  // of the nominal attributes
};

}  // namespace

std::vector<std::size_t> ArffTable::numeric_columns() const {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < types.size(); ++column)
    if (types[column] == Type::numeric) columns.push_back(column);
  return columns;
}

std::optional<std::size_t> ArffTable::label_column(std::string_view name) const {
  if (!name.empty()) return table.column(name);
  const auto nominal = std::ranges::count(types, Type::nominal);
  if (nominal == 0) return std::nullopt;
  if (nominal > 1)
    refuse(codes::bad_request, table.name,
           fmt::format("has {} nominal attributes, so the one with the labels must be named", nominal),
           "name it by its name or number (from 0; -1 is the last)");
  return std::size_t(std::ranges::find(types, Type::nominal) - types.begin());
}

bool is_arff(Source source) {
  // The first line that is no comment decides: a text of numbers is left at its first line.
  if (source.bytes.starts_with("\xFF\xFE") || source.bytes.starts_with("\xFE\xFF")) return false;
  std::string_view rest = source.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, std::min<std::size_t>(end, 1000));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = trimmed(line);
    if (!line.empty() && line.front() != '%') return lower_case(next_word(line)) == "@relation";
  }
  return false;
}

ArffTable parse_arff(Source source) { return ArffReader(source).read(); }

}  // namespace tessera::exchange
