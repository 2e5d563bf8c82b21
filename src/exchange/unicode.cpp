// SPDX-License-Identifier: MIT
#include "exchange/unicode.hpp"

#include <array>

namespace tessera::exchange {
namespace {

bool is_scalar(std::uint32_t point) noexcept { return point < 0xD800 || (point > 0xDFFF && point <= 0x10FFFF); }

}  // namespace

std::optional<std::string> utf8_of(const std::vector<std::uint32_t>& code_points) {
  std::string text;
  for (const std::uint32_t point : code_points) {
    if (!is_scalar(point)) return std::nullopt;
    if (point < 0x80) {
      text += char(point);
      continue;
    }
    const int trailing = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> lead{0, 0xC0, 0xE0, 0xF0};
    text += char(lead[std::size_t(trailing)] | point >> 6 * trailing);
    for (int i = trailing - 1; i >= 0; --i) text += char(0x80 | (point >> 6 * i & 0x3F));
  }
  return text;
}

std::optional<std::vector<std::uint32_t>> code_points_of(std::string_view utf8) {
  std::vector<std::uint32_t> points;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (length == 0 || i + length > utf8.size()) return std::nullopt;
    std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<unsigned char>(utf8[i + k]);
      if (byte >> 6 != 2) return std::nullopt;
      point = point << 6 | (byte & 0x3Fu);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || !is_scalar(point)) return std::nullopt;
    points.push_back(point);
    i += length;
  }
  return points;
}

}  // namespace tessera::exchange
