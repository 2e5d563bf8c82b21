// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tessera::exchange {

/// A string of JSON, quoted.
std::string json_text(std::string_view text);

/// A number of JSON; an infinite one as a string, "inf" or "-inf".
std::string json_number(double value);

}  // namespace tessera::exchange
