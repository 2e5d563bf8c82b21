// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/sampled_values.hpp"
#include "tessera/persistence/signed_barcode.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// Sums of a signed measure (kind free) below every point of a grid of these values, axis 0 slowest: each grade counts
/// from the first point above it, prefix sums along each axis do the rest.
/// Throws R302 when the grid passes the memory budget; `what` names it.
template <int N>
std::vector<std::int64_t> sums_below(const SignedBarcode<N>& measure, const AxisValues& values, const char* what,
                                     const Context& context);

/// The values of the grades of a measure, per axis.
template <int N>
std::vector<ValueCounts> value_counts(const SignedBarcode<N>& measure);

/// The number of points of a product of values; throws R302 when `bytes` for each pass the memory budget.
std::size_t point_count(const AxisValues& values, std::uint64_t bytes, const char* what, const Context& context);

}  // namespace tessera
