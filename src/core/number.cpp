// SPDX-License-Identifier: MIT
#include "tessera/core/number.hpp"

#include <charconv>

namespace tessera {

std::optional<double> parse_double(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) return std::nullopt;
  }
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || problem == std::errc::invalid_argument) return std::nullopt;
  if (problem != std::errc::result_out_of_range) return value;
  // Below the smallest double: zero. Above the largest: no double is near.
  const auto exponent = text.find_first_of("eE");
  const bool is_tiny = exponent == text.npos ? text.find('.') <= (text.starts_with('-') ? 2u : 1u)
                                             : text.substr(exponent + 1).starts_with('-');
  return is_tiny ? std::optional(text.starts_with('-') ? -0.0 : 0.0) : std::nullopt;
}

std::string format_double(double value) {
  char buffer[32];
  const auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, value);
  static_cast<void>(problem);  // 32 characters hold the shortest form of every double
  return std::string(buffer, end);
}

}  // namespace tessera
