// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tessera::cli {

/// Text for a terminal: control bytes as \xNN, line ends kept.
std::string escaped_lines(std::string_view text);

}  // namespace tessera::cli
