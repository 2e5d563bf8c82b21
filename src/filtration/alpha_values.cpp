// SPDX-License-Identifier: MIT
// 1. Top simplices of a Delaunay triangulation of the affine hull (delaunay.hpp), and all their faces
//    (simplex_closure.hpp).
// 2. From edges up: squared circumradii; and for every simplex and each of its facets, the side of the facet's smallest
//    sphere on which the opposite vertex lies: exact. Where it is *on* the sphere, the simplex has the facet's sphere
//    and takes over its number: right triangles and their like give equal grades, not almost equal ones.
// 3. Alpha values, from the top down: a simplex with no opposite vertex strictly inside its sphere is Gabriel and has
//    its own squared radius, any other the least value of its cofaces. (If a sphere of a Delaunay simplex holds a point
//    inside, it holds the opposite vertex of a coface.)
// 4. Rounding is repaired upwards: a coface below a face is raised to it.
// Every loop writes by index, simplex by simplex, so any number of threads gives the same bits.
#ifdef TESSERA_WITH_CGAL

#include "filtration/alpha_values.hpp"

#include "filtration/delaunay.hpp"
#include "filtration/simplex_closure.hpp"
#include "filtration/smallest_sphere.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr Index largest_exact = 3;  // ambient dimension up to which radii are ours
constexpr std::size_t simplices_together = 1 << 13;
/// Four times a squared radius below which products of it may underflow: lengths of 1e-150 times the largest
/// coordinate.
constexpr double least_squared_length = 0x1p-1000;

std::string listed(const Index* simplex, std::size_t width, std::span<const Index> names) {
  std::string text;
  for (std::size_t i = 0; i < width; ++i)
    text += fmt::format("{}{}",
                        i == 0           ? ""
                        : i + 1 == width ? " and "
                                         : ", ",
                        names.empty() ? simplex[i] : names[simplex[i]]);
  return text;
}

[[noreturn]] void refuse_flat(const Index* simplex, std::size_t width, std::span<const Index> names) {
  throw Error(codes::bad_value,
              fmt::format("needs simplices that are not so flat that their radius overflows, got points {}",
                          listed(simplex, width, names)),
              "rescale or round the coordinates, or project the points onto the plane they almost lie in");
}

/// `is_on`, laid out as the faces of the block: the opposite vertex is on the sphere of the face.
void assign_circumradii(Block& block, const Block& below, std::size_t width, const std::vector<char>& is_on,
                        const SmallestSpheres& spheres, const Context& context, std::span<const Index> names) {
  const std::size_t count = block.vertices.size() / width;
  block.squared_radii.resize(count);
  parallel_for_blocks(context, count, simplices_together, [&](std::size_t begin, std::size_t end) {
    for (std::size_t simplex = begin; simplex < end; ++simplex) {
      const std::size_t first = simplex * width;
      double& radius = block.squared_radii[simplex];
      std::size_t on = 0;
      while (on < width && (is_on.empty() || !is_on[first + on])) ++on;
      radius = on < width ? below.squared_radii[block.faces[first + on]]
                          : spheres.squared_radius(&block.vertices[first], width);
      if (width == 2 && !(4 * radius >= least_squared_length))
        throw Error(codes::bad_value,
                    fmt::format("needs points no closer than 1e-150 times the largest coordinate, got points {}",
                                listed(&block.vertices[first], width, names)),
                    "merge points that close, or subtract the mean from the coordinates");
    }
  });
}

/// Of the faces in `block`, against the opposite vertices of their cofaces in `above`.
void find_sides(const Block& block, const Block& above, std::size_t width, const SmallestSpheres& spheres,
                std::vector<char>& is_gabriel, std::vector<char>& is_on, const Context& context) {
  const std::size_t count = block.vertices.size() / width, coface_width = width + 1;
  is_gabriel.assign(count, 1);
  is_on.assign(above.vertices.size(), 0);
  parallel_for_blocks(context, count, simplices_together, [&](std::size_t begin, std::size_t end) {
    std::vector<Index> opposite;
    std::vector<std::int8_t> sides;
    for (std::size_t face = begin; face < end; ++face) {
      const auto cofaces = block.cofaces_of(face);
      opposite.clear();
      for (const Index source : cofaces) {  // facet i omits the (i + 1)-th vertex from the end
        const Index simplex = source / Index(coface_width), i = source % Index(coface_width);
        opposite.push_back(above.vertices[std::size_t{simplex} * coface_width + width - i]);
      }
      sides.resize(opposite.size());
      spheres.sides(&block.vertices[face * width], width, opposite, sides.data());
      for (std::size_t i = 0; i < sides.size(); ++i) {
        if (sides[i] < 0) is_gabriel[face] = 0;
        if (sides[i] == 0) is_on[cofaces[i]] = 1;
      }
    }
  });
}

/// Steps 2 and 3.
void assign_alpha_values(RadiusComplex& complex, std::span<const double> coordinates, Index ambient,
                         const Context& context, std::span<const Index> names) {
  auto& blocks = complex.blocks;
  const SmallestSpheres spheres(coordinates, ambient);
  blocks[0].squared_radii.assign(blocks[0].vertices.size(), 0.0);

  std::vector<std::vector<char>> is_gabriel(blocks.size());
  std::vector<char> is_on;
  for (std::size_t d = 1; d < blocks.size(); ++d) {
    assign_circumradii(blocks[d], blocks[d - 1], d + 1, is_on, spheres, context, names);
    if (d + 1 < blocks.size()) find_sides(blocks[d], blocks[d + 1], d + 1, spheres, is_gabriel[d], is_on, context);
  }

  for (std::size_t d = blocks.size() - 1; d > 1; --d) {
    Block& below = blocks[d - 1];
    parallel_for(context, below.size(), simplices_together, [&](std::size_t face) {
      if (is_gabriel[d - 1][face]) return;
      double least = infinity;
      for (const Index source : below.cofaces_of(face))
        least = std::min(least, blocks[d].squared_radii[source / Index(d + 1)]);
      below.squared_radii[face] = least;
    });
  }
}

void raise_to_faces(RadiusComplex& complex, const Context& context, std::span<const Index> names) {
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    auto& block = complex.blocks[d];
    const auto& below = complex.blocks[d - 1].squared_radii;
    parallel_for(context, block.size(), simplices_together, [&](std::size_t simplex) {
      double& radius = block.squared_radii[simplex];
      for (std::size_t i = simplex * (d + 1); i < (simplex + 1) * (d + 1); ++i)
        radius = std::max(radius, below[block.faces[i]]);
      if (!std::isfinite(radius)) refuse_flat(&block.vertices[simplex * (d + 1)], d + 1, names);
    });
  }
}

delaunay::Cells top_simplices(std::span<const double> coordinates, Index ambient, Index vertex_count) {
  if (vertex_count == 1) return {0, {0}};
  if (ambient > 1) return delaunay::cells(coordinates, ambient);
  delaunay::Cells path{1, {}};
  for (Index v = 1; v < vertex_count; ++v) path.vertices.insert(path.vertices.end(), {v - 1, v});
  return path;
}

}  // namespace

RadiusComplex alpha_complex(std::span<const double> coordinates, Index ambient, const Context& context,
                            std::span<const Index> names) {
  const Index vertex_count = Index(coordinates.size() / ambient);
  RadiusComplex complex;
  if (ambient <= largest_exact || vertex_count == 1) {
    auto cells = top_simplices(coordinates, ambient, vertex_count);
    context.check();
    SimplexLists top;
    top[cells.dimension] = std::move(cells.vertices);
    complex = simplex_closure(std::move(top), vertex_count, context);
    assign_alpha_values(complex, coordinates, ambient, context, names);
  } else {
    for (auto& [vertices, radii] : delaunay::gudhi_alpha_complex(coordinates, ambient))
      complex.blocks.push_back({.vertices = std::move(vertices), .squared_radii = std::move(radii)});
    link_faces(complex);
  }
  raise_to_faces(complex, context, names);
  return complex;
}

RadiusComplex alpha_complex(const DelaunayPoints& points, Index ambient, const Context& context) {
  RadiusComplex complex = alpha_complex(points.coordinates, ambient, context, points.first_point);
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    const auto& radii = complex.blocks[d].squared_radii;
    const auto largest = std::size_t(std::ranges::max_element(radii) - radii.begin());
    if (!std::isfinite(points.radius(radii[largest])))
      refuse_flat(&complex.blocks[d].vertices[largest * (d + 1)], d + 1, points.first_point);
  }
  return complex;
}

}  // namespace tessera

#endif
