// SPDX-License-Identifier: MIT
// 1. Top simplices of a Delaunay triangulation of the affine hull (gudhi_alpha.hpp), and all their faces.
// 2. For every simplex and each of its facets, the side on which the opposite vertex lies of the facet's smallest
//    circumsphere: exact.
// 3. Squared circumradii, from edges up. Where the opposite vertex is *on* the sphere of a facet the simplex has the
//    facet's sphere and takes over its number: right triangles and their like give equal grades, not almost equal ones.
// 4. Alpha values, from the top down: a simplex with no opposite vertex strictly inside its sphere is Gabriel and has
// its
//    own squared radius, any other the least value of its cofaces. (If a sphere of a Delaunay simplex holds a point
//    inside, it holds the opposite vertex of a coface.)
// 5. Rounding is repaired upwards: a coface below a face is raised to it.
#ifdef TESSERA_WITH_CGAL

#include "filtration/alpha_values.hpp"

#include "filtration/gudhi_alpha.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = AlphaComplex::Block;

constexpr Index largest_exact = 3;  // ambient dimension up to which radii are ours

template <std::size_t K>
void sort_unique_tuples(std::vector<Index>& flat) {
  std::vector<std::array<Index, K>> tuples(flat.size() / K);
  for (std::size_t i = 0; i < tuples.size(); ++i)
    std::copy_n(flat.begin() + std::ptrdiff_t(i * K), K, tuples[i].begin());
  std::ranges::sort(tuples);
  tuples.erase(std::unique(tuples.begin(), tuples.end()), tuples.end());
  flat.clear();
  for (const auto& tuple : tuples) flat.insert(flat.end(), tuple.begin(), tuple.end());
}

void sort_unique(std::vector<Index>& flat, std::size_t width) {
  if (width == 2) sort_unique_tuples<2>(flat);
  if (width == 3) sort_unique_tuples<3>(flat);
  if (width == 4) sort_unique_tuples<4>(flat);
}

/// The vertices of facet i of a simplex: all but the (i + 1)-th from the end, so that facets come in lexicographic
/// order.
struct Facet {
  std::array<Index, 9> vertices;
  Index opposite;
};
Facet facet(const Index* simplex, std::size_t width, std::size_t i) {
  Facet result{{}, simplex[width - 1 - i]};
  for (std::size_t at = 0, to = 0; at < width; ++at)
    if (at != width - 1 - i) result.vertices[to++] = simplex[at];
  return result;
}

/// Blocks of all faces of the given cells, vertices only.
AlphaComplex closure(delaunay::Cells cells, Index vertex_count) {
  AlphaComplex complex;
  complex.blocks.resize(std::size_t{cells.dimension} + 1);
  for (Index v = 0; v < vertex_count; ++v) complex.blocks[0].vertices.push_back(v);
  for (std::size_t d = cells.dimension; d > 0; --d) {
    auto& vertices = complex.blocks[d].vertices;
    if (d == cells.dimension) vertices = std::move(cells.vertices);
    const std::size_t width = d + 1;
    sort_unique(vertices, width);
    if (d == 1) break;
    auto& below = complex.blocks[d - 1].vertices;
    below.reserve(vertices.size() * d);
    for (std::size_t at = 0; at < vertices.size(); at += width)
      for (std::size_t i = 0; i < width; ++i) {
        const auto face = facet(&vertices[at], width, i);
        below.insert(below.end(), face.vertices.begin(), face.vertices.begin() + std::ptrdiff_t(d));
      }
  }
  return complex;
}

/// Positions of simplices by their vertices: rows by first vertex, then a binary search.
class Positions {
 public:
  Positions(const std::vector<Index>& vertices, std::size_t width, Index vertex_count)
      : vertices_(vertices), width_(width), row_(std::size_t{vertex_count} + 1, 0) {
    for (std::size_t at = 0; at < vertices.size(); at += width) ++row_[vertices[at] + 1];
    for (Index v = 0; v < vertex_count; ++v) row_[v + 1] += row_[v];
  }

  Index operator()(const Index* simplex) const {
    Index low = row_[simplex[0]], high = row_[simplex[0] + 1];
    while (low < high) {
      const Index middle = low + (high - low) / 2;
      const Index* at = vertices_.data() + std::size_t{middle} * width_;
      if (std::lexicographical_compare(at, at + width_, simplex, simplex + width_))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

 private:
  const std::vector<Index>& vertices_;
  std::size_t width_;
  std::vector<Index> row_;
};

void find_faces(AlphaComplex& complex) {
  const Index vertex_count = Index(complex.blocks[0].vertices.size());
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    const std::size_t width = d + 1;
    const Positions position(complex.blocks[d - 1].vertices, d, vertex_count);
    auto& [vertices, faces, radii] = complex.blocks[d];
    faces.reserve(vertices.size());
    for (std::size_t at = 0; at < vertices.size(); at += width)
      for (std::size_t i = 0; i < width; ++i) faces.push_back(position(facet(&vertices[at], width, i).vertices.data()));
  }
}

using Vector = std::array<double, 3>;

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
double squared(const Vector& a) { return dot(a, a); }
Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
/// The same with every product taken positive: it bounds the rounding error of cross by a few units of 2^-53.
Vector cross_magnitude(const Vector& a, const Vector& b) {
  return {std::abs(a[1] * b[2]) + std::abs(a[2] * b[1]), std::abs(a[2] * b[0]) + std::abs(a[0] * b[2]),
          std::abs(a[0] * b[1]) + std::abs(a[1] * b[0])};
}

/// Squared circumradii of edges, triangles and tetrahedra in R^1..R^3. Numerator and denominator are polynomials: exact
/// on small integers, so that one sphere gives one number. Where cancellation eats more than ten bits, rationals take
/// over.
class Circumradius {
 public:
  Circumradius(std::span<const double> coordinates, Index ambient) : coordinates_(coordinates), ambient_(ambient) {}

  double operator()(const Index* simplex, std::size_t width) const {
    const Vector a = edge(simplex[0], simplex[1]);
    if (width == 2) return squared(a) / 4;
    const Vector b = edge(simplex[0], simplex[2]);
    if (width == 3) return of_triangle(simplex, a, b);
    return of_tetrahedron(simplex, a, b, edge(simplex[0], simplex[3]));
  }

  const double* point(Index v) const { return coordinates_.data() + std::size_t{v} * ambient_; }

 private:
  static constexpr double well_conditioned = 0x1p-10;

  Vector edge(Index from, Index to) const {
    Vector difference{};
    for (Index axis = 0; axis < ambient_; ++axis) difference[axis] = point(to)[axis] - point(from)[axis];
    return difference;
  }

  double of_triangle(const Index* simplex, const Vector& a, const Vector& b) const {
    const double area = squared(cross(a, b));
    if (!(area > well_conditioned * well_conditioned * squared(cross_magnitude(a, b)))) return exact(simplex, 3);
    return squared(a) * squared(b) * squared(edge(simplex[1], simplex[2])) / (4 * area);
  }

  double of_tetrahedron(const Index* simplex, const Vector& a, const Vector& b, const Vector& c) const {
    const Vector bc = cross(b, c), ca = cross(c, a), ab = cross(a, b);
    const double volume = dot(a, bc);
    const Vector magnitude = cross_magnitude(b, c);
    double most = 0;
    for (int axis = 0; axis < 3; ++axis) most += std::abs(a[axis]) * magnitude[axis];
    if (!(std::abs(volume) > well_conditioned * most)) return exact(simplex, 4);

    Vector center;  // times twice the volume
    for (int axis = 0; axis < 3; ++axis)
      center[axis] = squared(a) * bc[axis] + squared(b) * ca[axis] + squared(c) * ab[axis];
    return squared(center) / (4 * volume * volume);
  }

  double exact(const Index* simplex, std::size_t width) const {
    std::array<const double*, 4> points;
    for (std::size_t i = 0; i < width; ++i) points[i] = point(simplex[i]);
    return delaunay::exact_squared_radius({points.data(), width}, ambient_);
  }

  std::span<const double> coordinates_;
  Index ambient_;
};

/// Step 2 for the simplices of one dimension d >= 1: -1 inside, 0 on, 1 outside. Of a vertex the sphere is the vertex.
std::vector<std::int8_t> sides_of_opposite_vertices(const Block& block, std::size_t width,
                                                    const Circumradius& circumradius, Index ambient) {
  std::vector<std::int8_t> sides(block.vertices.size(), 1);
  if (width == 2) return sides;
  std::array<const double*, 3> points;
  for (std::size_t at = 0; at < block.vertices.size(); at += width)
    for (std::size_t i = 0; i < width; ++i) {
      const auto face = facet(&block.vertices[at], width, i);
      for (std::size_t j = 0; j + 1 < width; ++j) points[j] = circumradius.point(face.vertices[j]);
      sides[at + i] = std::int8_t(
          delaunay::side_of_smallest_sphere({points.data(), width - 1}, circumradius.point(face.opposite), ambient));
    }
  return sides;
}

/// Steps 2 to 4.
void assign_alpha_values(AlphaComplex& complex, std::span<const double> coordinates, Index ambient,
                         const Context& context) {
  auto& blocks = complex.blocks;
  const Circumradius circumradius(coordinates, ambient);
  blocks[0].squared_radii.assign(blocks[0].vertices.size(), 0.0);

  std::vector<std::vector<std::int8_t>> sides(blocks.size());
  for (std::size_t d = 1; d < blocks.size(); ++d) {
    context.check();
    auto& [vertices, faces, radii] = blocks[d];
    const std::size_t width = d + 1;
    sides[d] = sides_of_opposite_vertices(blocks[d], width, circumradius, ambient);
    radii.reserve(vertices.size() / width);
    for (std::size_t at = 0; at < vertices.size(); at += width) {
      const auto first = sides[d].begin() + std::ptrdiff_t(at);
      const auto on = std::find(first, first + std::ptrdiff_t(width), 0) - first;
      radii.push_back(on < std::ptrdiff_t(width) ? blocks[d - 1].squared_radii[faces[at + std::size_t(on)]]
                                                 : circumradius(&vertices[at], width));
    }
  }

  for (std::size_t d = blocks.size() - 1; d > 1; --d) {
    auto& below = blocks[d - 1].squared_radii;
    std::vector<double> least_coface(below.size(), infinity);
    std::vector<bool> is_gabriel(below.size(), true);
    for (std::size_t i = 0; i < blocks[d].faces.size(); ++i) {
      const Index face = blocks[d].faces[i];
      least_coface[face] = std::min(least_coface[face], blocks[d].squared_radii[i / (d + 1)]);
      if (sides[d][i] < 0) is_gabriel[face] = false;
    }
    for (std::size_t face = 0; face < below.size(); ++face)
      if (!is_gabriel[face]) below[face] = least_coface[face];
  }
}

void raise_to_faces(AlphaComplex& complex) {
  for (std::size_t d = 1; d < complex.blocks.size(); ++d)
    for (std::size_t i = 0; i < complex.blocks[d].faces.size(); ++i) {
      double& radius = complex.blocks[d].squared_radii[i / (d + 1)];
      radius = std::max(radius, complex.blocks[d - 1].squared_radii[complex.blocks[d].faces[i]]);
      if (!std::isfinite(radius))
        throw Error(codes::bad_value, fmt::format("needs alpha radii below 1e154, got {}", radius),
                    "rescale the coordinates");
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

AlphaComplex alpha_complex(std::span<const double> coordinates, Index ambient, const Context& context) {
  const Index vertex_count = Index(coordinates.size() / ambient);
  AlphaComplex complex;
  if (ambient <= largest_exact || vertex_count == 1) {
    complex = closure(top_simplices(coordinates, ambient, vertex_count), vertex_count);
    find_faces(complex);
    assign_alpha_values(complex, coordinates, ambient, context);
  } else {
    for (auto& [vertices, radii] : delaunay::gudhi_alpha_complex(coordinates, ambient))
      complex.blocks.push_back({std::move(vertices), {}, std::move(radii)});
    find_faces(complex);
  }
  raise_to_faces(complex);
  return complex;
}

}  // namespace tessera

#endif
