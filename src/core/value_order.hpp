// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <span>
#include <vector>

namespace tessera {

/// Positions of numbers (no NaN) in increasing order, equal numbers by position; -0 equals 0. Linear for spread
/// numbers: a radix sort of the leading 32 bits in which they differ, then of what these do not tell apart by
/// comparison. 16 bytes a number.
std::vector<Index> order_by_value(std::span<const double> values);

}  // namespace tessera
