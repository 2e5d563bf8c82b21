// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/cycle.hpp"

#include <string>
#include <vector>

namespace tessera::exchange {

/// Cycles over Z/2 as JSON: [[[0, 1], [0, 2], [1, 2]], ...], a list of cycles, each a list of cells, each a list of the
/// numbers that name it.
std::string json_cycles(const std::vector<Cycle>& cycles);

}  // namespace tessera::exchange
