// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/setting.hpp"

#include <string_view>

namespace tessera {

/// The tables of a TOML 1.0 document, in the order of the file, every key and value with its position.
/// Throws BadSetting: P201 on a syntax error or a date, R303 past nesting 32 or 10 000 keys.
Setting::Table parse_toml(std::string_view text);

}  // namespace tessera
