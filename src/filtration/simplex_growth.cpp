// SPDX-License-Identifier: MIT
// Simplices that extend one facet (its children) are consecutive and sorted by last vertex. Cofaces of a simplex by a
// later vertex w: w comes from the children of its first facet after itself, and has to be among those of the others.
#include "filtration/simplex_growth.hpp"

#include <array>

namespace tessera {

RadiusComplex::Block coface_candidates(const RadiusComplex& complex, const Counted& counted, const Context& context) {
  const auto& block = complex.blocks.back();
  const std::size_t width = complex.blocks.size(), below = complex.blocks[width - 2].size();
  std::vector<std::uint64_t> child(below + 1, 0);
  for (std::size_t simplex = 0; simplex < block.size(); ++simplex) ++child[block.faces[simplex * width]];
  std::exclusive_scan(child.begin(), child.end(), child.begin(), std::uint64_t{0});
  const auto last = [&](std::uint64_t simplex) { return block.vertices[simplex * width + width - 1]; };

  /// The child of a facet with this last vertex, or `none`.
  const auto child_with = [&](Index facet, Index w) {
    std::uint64_t low = child[facet], high = child[facet + 1];
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      if (last(middle) < w)
        low = middle + 1;
      else
        high = middle;
    }
    return low < child[facet + 1] && last(low) == w ? Index(low) : none;
  };
  const auto each = [&](std::size_t simplex, const auto& found) {
    const Index* facets = &block.faces[simplex * width];
    std::array<Index, 10> vertices{}, faces{};
    std::copy_n(&block.vertices[simplex * width], width, vertices.begin());
    faces[0] = Index(simplex);
    for (std::uint64_t sibling = simplex + 1; sibling < child[facets[0] + 1]; ++sibling) {
      const Index w = vertices[width] = last(sibling);
      faces[1] = Index(sibling);
      std::size_t i = 1;
      while (i < width && (faces[i + 1] = child_with(facets[i], w)) != none) ++i;
      if (i == width) found(vertices.data(), faces.data());
    }
  };
  return counted_block(block.size(), width + 1, each, counted, context);
}

}  // namespace tessera
