// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/sphere_order.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tessera {

/// The rhomboids (A, S) of a set of sites with |A| < orders: a sphere has the sites A inside and S on it. A is the
/// anchor, at depth |A|. A rhomboid with |S| = m is a cube of dimension m, the sum of m segments; its 2 m facets are
/// (A, S - x) and (A + x, S - x), x in S.
struct RhomboidTiling {
  /// The rhomboids with |S| = m, sorted by depth.
  struct Block {
    std::vector<Index> sites;        // S: m increasing sites a rhomboid
    std::vector<Index> low, high;    // m a rhomboid: the facets of the block below; high is none at depth `orders`
    std::vector<Index> depth_start;  // those at depth k are depth_start[k] up to depth_start[k + 1]

    Index size() const noexcept { return depth_start.back(); }
  };

  Index orders = 0;
  /// 0 .. the dimension of the hull plus one. Block 0 holds the vertices (A, empty), also those at depth `orders`.
  std::vector<Block> blocks;
};

/// `delaunay_cells`: the Delaunay simplices of the sites, as `order` sees them, dimension() + 1 increasing sites each.
/// 1 <= orders <= number of sites. `grown(rhomboids)` is told before every depth how many of full dimension there are,
/// and after the last; it may throw. Throws R303 at 2^32 rhomboids of a dimension.
///
/// Order by order: the rhomboids of full dimension anchored at A are the simplices T, of sites outside A, whose sphere
/// holds all of A and no other site. They form part of the Delaunay triangulation of the few sites that are on a sphere
/// with A known from smaller depths, and hang together with these: see the outline.
/// Cost: for each rhomboid of full dimension about as many predicates as there are sites near A.
RhomboidTiling rhomboid_tiling(const SphereOrder& order, std::vector<Index> delaunay_cells, Index orders,
                               const std::function<void(std::size_t)>& grown, const Context& context);

}  // namespace tessera
