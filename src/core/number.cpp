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
  // Out of range: from_chars leaves the value; tiny numbers are zero, huge ones refuse to be finite.
  if (problem == std::errc::result_out_of_range) return std::nullopt;
  return value;
}

std::string format_double(double value) {
  char buffer[32];
  const auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, value);
  static_cast<void>(problem);  // 32 characters hold the shortest form of every double
  return std::string(buffer, end);
}

}  // namespace tessera
