// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace tessera {

/// A simplicial complex with a squared radius on every simplex; simplices of one dimension are in lexicographic order.
struct RadiusComplex {
  struct Block {
    std::vector<Index> vertices;        // d + 1 increasing vertices a simplex
    std::vector<Index> faces;           // d + 1 increasing positions in the block below; empty for d = 0
    std::vector<Index> coface_offsets;  // simplex s is faces[cofaces[i]] of the block above for i from
    std::vector<Index> cofaces;         //   coface_offsets[s] to coface_offsets[s + 1]; empty in the top block
    std::vector<double> squared_radii;

    std::size_t size() const noexcept { return squared_radii.size(); }
    std::span<const Index> cofaces_of(std::size_t simplex) const noexcept {
      return {cofaces.data() + coface_offsets[simplex],
              std::size_t(coface_offsets[simplex + 1] - coface_offsets[simplex])};
    }
  };
  std::vector<Block> blocks;
};

/// Simplices by dimension, each by its d + 1 increasing vertices, one after another. Incremental Delaunay complexes
/// reach one dimension above that of the space, which is at most 8.
using SimplexLists = std::array<std::vector<Index>, 10>;

}  // namespace tessera
