// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/table.hpp"

namespace tessera::exchange {

/// The number in a cell; nan for a missing one. Throws Error D201, naming line and column, when it is text.
double cell_number(const TextTable& table, std::size_t row, std::size_t column);

}  // namespace tessera::exchange
