// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <span>
#include <vector>

namespace tessera {

/// A simplicial complex with an alpha radius on every simplex; simplices of one dimension are in lexicographic order.
struct AlphaComplex {
  struct Block {
    std::vector<Index> vertices;  // d + 1 increasing vertices a simplex
    std::vector<Index> faces;     // d + 1 increasing positions in the block below; empty for d = 0
    std::vector<double> squared_radii;

    std::size_t size() const noexcept { return squared_radii.size(); }
  };
  std::vector<Block> blocks;
};

/// The alpha complex of n >= 1 distinct points in R^d, in lexicographic order of coordinates, row-major.
/// Guarantees: every face is present and its radius is at most that of its cofaces; vertices have radius 0.
/// Throws D101 where a squared radius overflows.
AlphaComplex alpha_complex(std::span<const double> coordinates, Index ambient, const Context& context);

}  // namespace tessera
