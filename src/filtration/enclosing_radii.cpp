// SPDX-License-Identifier: MIT
// From edges up. A simplex whose smallest enclosing ball is that of one of its facets has the facet's radius; this is
// so exactly if the vertex left out lies in the facet's ball, and always above the dimension of the space (of d + 2
// points in R^d the ball is held by some d + 1). Else all vertices lie on the ball: it is the circumscribed one. The
// ball of a facet is known by its support, the least face that has it: an edge, or a triangle. From R^4 on supports of
// any size are met exactly, at a higher cost (enclosing_balls.hpp).
#ifdef TESSERA_WITH_CGAL

#include "filtration/enclosing_radii.hpp"

#include "filtration/enclosing_balls.hpp"
#include "filtration/smallest_sphere.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr std::size_t simplices_together = 1 << 13;
/// Four times a squared radius below which products of it may underflow.
constexpr double least_squared_length = 0x1p-1000;

/// The least face with the same ball.
struct Support {
  std::array<Index, 3> vertices{none, none, none};
  std::size_t width = 0;  // 0: the simplex itself has three or more dimensions
};

Support support_of(const Index* simplex, std::size_t width) {
  Support support;
  if (width > 3) return support;
  std::copy_n(simplex, width, support.vertices.begin());
  support.width = width;
  return support;
}

void check_edges(const Block& block, const DelaunayPoints& points) {
  for (std::size_t edge = 0; edge < block.size(); ++edge)
    if (!(4 * block.squared_radii[edge] >= least_squared_length))
      throw Error(
          codes::bad_value,
          fmt::format("needs points no closer than 1e-150 times the largest coordinate, got points {} and {}",
                      points.first_point[block.vertices[2 * edge]], points.first_point[block.vertices[2 * edge + 1]]),
          "merge points that close, or subtract the mean from the coordinates");
}

void assign_edges(Block& block, const SmallestSpheres& spheres, const DelaunayPoints& points, const Context& context) {
  block.squared_radii.resize(block.vertices.size() / 2);
  parallel_for(context, block.size(), simplices_together, [&](std::size_t edge) {
    block.squared_radii[edge] = spheres.squared_radius(&block.vertices[2 * edge], 2);
  });
  check_edges(block, points);
}

double largest_of_facets(const Block& block, const Block& below, std::size_t simplex, std::size_t width) {
  double largest = 0;
  for (std::size_t i = simplex * width; i < (simplex + 1) * width; ++i)
    largest = std::max(largest, below.squared_radii[block.faces[i]]);
  return largest;
}

/// Simplices of dimension at most that of the space.
void assign(Block& block, const Block& below, std::size_t width, const std::vector<Support>& supports_below,
            std::vector<Support>& supports, const SmallestSpheres& spheres, const Context& context) {
  const std::size_t count = block.vertices.size() / width;
  block.squared_radii.resize(count);
  supports.resize(count);
  parallel_for(context, count, simplices_together, [&](std::size_t simplex) {
    const Index* vertices = &block.vertices[simplex * width];
    const double largest = largest_of_facets(block, below, simplex, width);
    for (std::size_t i = 0; i < width; ++i) {  // facet i omits the (i + 1)-th vertex from the end
      const Index facet = block.faces[simplex * width + i];
      const auto& support = supports_below[facet];
      std::int8_t side = 0;
      spheres.sides(support.vertices.data(), support.width, {vertices + (width - 1 - i), 1}, &side);
      if (side > 0) continue;
      supports[simplex] = support;
      block.squared_radii[simplex] = largest;
      return;
    }
    supports[simplex] = support_of(vertices, width);
    block.squared_radii[simplex] = std::max(largest, spheres.squared_radius(vertices, width));
  });
}

}  // namespace

void assign_enclosing_radii(RadiusComplex& complex, const DelaunayPoints& points, Index ambient,
                            const Context& context) {
  auto& blocks = complex.blocks;
  if (ambient > 3) {
    assign_enclosing_balls(complex, points.coordinates, ambient, context);
    if (blocks.size() > 1) check_edges(blocks[1], points);
    return;
  }
  const SmallestSpheres spheres(points.coordinates, ambient);
  blocks[0].squared_radii.assign(blocks[0].vertices.size(), 0.0);
  if (blocks.size() == 1) return;
  assign_edges(blocks[1], spheres, points, context);
  std::vector<Support> supports(blocks[1].size());
  for (std::size_t edge = 0; edge < supports.size(); ++edge)
    supports[edge] = support_of(&blocks[1].vertices[2 * edge], 2);
  for (std::size_t d = 2; d < blocks.size(); ++d) {
    context.check();
    if (d <= ambient) {
      std::vector<Support> next;
      assign(blocks[d], blocks[d - 1], d + 1, supports, next, spheres, context);
      supports = std::move(next);
    } else {
      blocks[d].squared_radii.resize(blocks[d].vertices.size() / (d + 1));
      parallel_for(context, blocks[d].size(), simplices_together, [&](std::size_t simplex) {
        blocks[d].squared_radii[simplex] = largest_of_facets(blocks[d], blocks[d - 1], simplex, d + 1);
      });
    }
  }
}

}  // namespace tessera

#endif
