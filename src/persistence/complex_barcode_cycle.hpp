// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/complex_barcode_reduction.hpp"
#include "tessera/persistence/barcode.hpp"

#include <span>
#include <vector>

namespace tessera {

/// A chain of simplices of `width` vertices, its youngest first, as the contract of Cycle names it: simplices by their
/// points in increasing order, the first with coefficient 1. `vertices` lists the increasing vertices of every simplex,
/// `point` the points of vertices (empty: they are the same). Turning vertices into the order of their points changes
/// the sign of a simplex with the permutation.
Cycle cycle_of_simplices(const std::vector<ChainEntry>& chain, std::span<const Index> vertices, std::size_t width,
                         std::span<const Index> point, const PrimeField& field);

/// The same for cells named by their position.
Cycle cycle_of_cells(const std::vector<ChainEntry>& chain, const PrimeField& field);

}  // namespace tessera
