// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/alpha_points.hpp"
#include "tessera/core/context.hpp"

#include <span>
#include <vector>

namespace tessera {

/// A simplicial complex with an alpha radius on every simplex; simplices of one dimension are in lexicographic order.
struct AlphaComplex {
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

/// The alpha complex of n >= 1 distinct points in R^d, in lexicographic order of coordinates, row-major, at most 1 in
/// magnitude.
/// Guarantees: every face is present and its radius is at most that of its cofaces; vertices have radius 0. The result
/// does not depend on the number of threads.
/// `names[v]` is what errors call vertex v; empty: v. Throws D101 where points are so close, or a simplex so flat, that
/// a squared radius under- or overflows; R303 at 2^32 faces.
AlphaComplex alpha_complex(std::span<const double> coordinates, Index ambient, const Context& context,
                           std::span<const Index> names = {});

/// The same for the points of a cloud, which errors name. Also throws D101 where a radius overflows.
AlphaComplex alpha_complex(const AlphaPoints& points, Index ambient, const Context& context);

}  // namespace tessera
