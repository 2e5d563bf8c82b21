// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tessera::exchange {

/// A cell of CSV (RFC 4180): in quotes where it holds a comma, a quote or an end of line, or would read as a comment.
std::string csv_cell(std::string_view text);

}  // namespace tessera::exchange
