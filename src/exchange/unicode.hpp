// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// Nothing when a number is a surrogate or beyond U+10FFFF.
std::optional<std::string> utf8_of(const std::vector<std::uint32_t>& code_points);

/// Nothing when the text is not UTF-8 (overlong forms and surrogates are not).
std::optional<std::vector<std::uint32_t>> code_points_of(std::string_view utf8);

}  // namespace tessera::exchange
