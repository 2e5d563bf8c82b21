// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/file.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tessera::exchange {

/// Walks the lines of a text. Ends of line are LF or CR LF, the last one may be missing, a UTF-8 mark at the start is
/// skipped. Throws Error D201 on UTF-16 and on bytes that no text holds, R303 on a line longer than 16 MiB.
class Lines {
 public:
  explicit Lines(Source source);

  /// Goes to the next line; false at the end.
  bool next();
  /// Goes to the next line that is neither blank nor a comment (first character '#').
  bool next_content();

  /// The line at hand, without its end.
  std::string_view text() const noexcept { return text_; }
  /// Counted from 1.
  std::uint64_t number() const noexcept { return number_; }
  std::string_view file() const noexcept { return source_.name; }

 private:
  Source source_;
  std::string_view rest_, text_;
  std::uint64_t number_ = 0;
};

/// Without blanks (spaces and tabs) at both ends.
std::string_view trimmed(std::string_view text) noexcept;

/// Takes the next word off the front of `rest`; words are separated by spaces and tabs, and by the characters of
/// `separators`. Empty when there is none left.
std::string_view next_word(std::string_view& rest, std::string_view separators = {}) noexcept;

/// The number that `word` writes in decimal digits and nothing else; nothing when it does not, or passes 64 bits.
std::optional<std::uint64_t> parse_count(std::string_view word) noexcept;

}  // namespace tessera::exchange
