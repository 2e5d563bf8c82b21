// SPDX-License-Identifier: MIT
#include "exchange/place.hpp"

#include <fmt/format.h>

namespace tessera::exchange {

void refuse(ErrorCode code, std::string_view file, const std::string& reason, std::string remedy) {
  throw Error(code, fmt::format("{}: {}", file, reason), std::move(remedy));
}

void refuse_line(ErrorCode code, std::string_view file, std::uint64_t line, const std::string& reason,
                 std::string remedy) {
  if (line == 0) refuse(code, file, reason, std::move(remedy));
  throw Error(code, fmt::format("{}:{}: {}", file, line, reason), std::move(remedy));
}

void refuse_byte(ErrorCode code, std::string_view file, std::uint64_t offset, const std::string& reason,
                 std::string remedy) {
  throw Error(code, fmt::format("{}: byte {}: {}", file, offset, reason), std::move(remedy));
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string safe = "'";
  for (const char letter : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte >= 0x7f)
      safe += fmt::format("\\x{:02x}", byte);
    else
      safe += letter;
  }
  return safe + (text.size() > longest ? "...'" : "'");
}

Index index_of(std::uint64_t count, std::string_view file, std::string_view what) {
  if (count >= none) refuse(codes::bad_shape, file, fmt::format("needs fewer than {} {}, got {}", none, what, count));
  return Index(count);
}

}  // namespace tessera::exchange
