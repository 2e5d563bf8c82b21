// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tessera {

/// The double nearest to the decimal `text`, which must be nothing but the number; "inf" and "nan" are read too.
/// Independent of the locale.
std::optional<double> parse_double(std::string_view text);

/// The shortest decimal that parse_double reads back to the same double; "inf", "-inf", "nan". Same bytes everywhere.
std::string format_double(double value);

}  // namespace tessera
