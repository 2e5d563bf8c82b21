// SPDX-License-Identifier: MIT
#include "exchange/json.hpp"

#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {

std::string json_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\')
      (quoted += '\\') += letter;
    else if (byte < 0x20)
      quoted += fmt::format("\\u{:04x}", byte);
    else
      quoted += letter;
  }
  return quoted + '"';
}

std::string json_number(double value) {
  return std::isfinite(value) ? format_double(value) : "\"" + format_double(value) + "\"";
}

}  // namespace tessera::exchange
