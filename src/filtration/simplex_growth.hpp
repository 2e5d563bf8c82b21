// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

namespace tessera {

// Complexes that grow by a dimension at a time, with a say in which simplices stay.

/// Told how many simplices are about to be written; may throw.
using Counted = std::function<void(std::uint64_t count)>;

/// Vertices and faces of simplices of `width` vertices. `each(item, found)` calls found(vertices, faces) for those of
/// an item, the same ones on every call, in lexicographic order over all items.
template <class Each>
RadiusComplex::Block counted_block(std::size_t items, std::size_t width, const Each& each, const Counted& counted,
                                   const Context& context) {
  constexpr std::size_t items_together = 1 << 8;
  std::vector<std::uint64_t> start(items + 1, 0);
  parallel_for(context, items, items_together,
               [&](std::size_t item) { each(item, [&](const Index*, const Index*) { ++start[item]; }); });
  std::exclusive_scan(start.begin(), start.end(), start.begin(), std::uint64_t{0});
  counted(start.back());

  RadiusComplex::Block block;
  block.vertices.resize(start.back() * width);
  block.faces.resize(start.back() * width);
  parallel_for(context, items, items_together, [&](std::size_t item) {
    std::size_t next = start[item] * width;
    each(item, [&](const Index* vertices, const Index* faces) {
      std::copy_n(vertices, width, &block.vertices[next]);
      std::copy_n(faces, width, &block.faces[next]);
      next += width;
    });
  });
  return block;
}

/// The sets, one dimension above the top block, all of whose facets are in it; for blocks of dimension 1 to 8. Values
/// are left empty. Cost: a search among the children of each facet for every pair of simplices that differ in their
/// last vertices.
RadiusComplex::Block coface_candidates(const RadiusComplex& complex, const Counted& counted, const Context& context);

/// Leaves out the simplices of `width` vertices for which keeps(simplex) is false; moved(from, to) tells of the others.
template <class Keeps, class Moved>
void keep_only(RadiusComplex::Block& block, std::size_t width, const Keeps& keeps, const Moved& moved) {
  std::size_t kept = 0;
  for (std::size_t simplex = 0; simplex < block.size(); ++simplex) {
    if (!keeps(simplex)) continue;
    std::copy_n(&block.vertices[simplex * width], width, &block.vertices[kept * width]);
    std::copy_n(&block.faces[simplex * width], width, &block.faces[kept * width]);
    block.squared_radii[kept] = block.squared_radii[simplex];
    moved(simplex, kept);
    ++kept;
  }
  block.vertices.resize(kept * width);
  block.faces.resize(kept * width);
  block.squared_radii.resize(kept);
}

}  // namespace tessera
