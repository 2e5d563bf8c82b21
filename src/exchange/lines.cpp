// SPDX-License-Identifier: MIT
#include "exchange/lines.hpp"

#include "exchange/place.hpp"

#include <charconv>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t longest_line = std::size_t{16} << 20;

bool is_blank(char letter) noexcept { return letter == ' ' || letter == '\t'; }

}  // namespace

Lines::Lines(Source source) : source_(source), rest_(source.bytes) {
  if (rest_.starts_with("\xFF\xFE") || rest_.starts_with("\xFE\xFF"))
    refuse_byte(codes::bad_format, source.name, 0, "needs UTF-8 text, got UTF-16", "save the file as UTF-8");
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

bool Lines::next() {
  if (rest_.empty()) return false;
  ++number_;
  const std::size_t end = rest_.find('\n');
  text_ = rest_.substr(0, end);
  if (text_.size() > longest_line)
    refuse_line(codes::over_cap, source_.name, number_,
                fmt::format("needs lines of at most 16 MiB, got {} bytes", text_.size()),
                "break the line, or store the data as .npy");
  if (const std::size_t zero = text_.find('\0'); zero != std::string_view::npos)
    refuse_line(codes::bad_format, source_.name, number_,
                fmt::format("needs text, got a zero byte at column {}", zero + 1),
                "a text in UTF-16 or a binary file: save it as UTF-8 text");
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (text_.ends_with('\r')) text_.remove_suffix(1);
  return true;
}

bool Lines::next_content() {
  while (next()) {
    const auto content = trimmed(text_);
    if (!content.empty() && content.front() != '#') return true;
  }
  return false;
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view next_word(std::string_view& rest, std::string_view separators) noexcept {
  const auto separates = [&](char letter) {
    return is_blank(letter) || separators.find(letter) != std::string_view::npos;
  };
  std::size_t begin = 0;
  while (begin < rest.size() && separates(rest[begin])) ++begin;
  std::size_t end = begin;
  while (end < rest.size() && !separates(rest[end])) ++end;
  const auto word = rest.substr(begin, end - begin);
  rest.remove_prefix(end);
  return word;
}

std::optional<std::uint64_t> parse_count(std::string_view word) noexcept {
  std::uint64_t count = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (problem != std::errc{} || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return count;
}

}  // namespace tessera::exchange
