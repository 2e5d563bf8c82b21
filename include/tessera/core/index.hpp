// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>

namespace tessera {

/// Numbers points, cells, rows, columns, samples. Products of two are taken in 64 bits.
using Index = std::uint32_t;

inline constexpr Index none = ~Index{0};
inline constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace tessera
