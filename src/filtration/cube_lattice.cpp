// SPDX-License-Identifier: MIT
#include "filtration/cube_lattice.hpp"

#include <algorithm>
#include <bit>

namespace tessera {
namespace {

/// How many cubes there are along an axis. Sides of the product may be 2^32, their number passes 64 bits nowhere.
Index side_of(const CubeLattice& lattice, int axis, bool is_spanned) {
  const Index count = lattice.pixels[std::size_t(axis)];
  if (lattice.wraps[std::size_t(axis)] || is_spanned == lattice.is_dual) return count;
  return is_spanned ? count - 1 : count + 1;
}

CubeType type_of(const CubeLattice& lattice, unsigned extents) {
  CubeType type{.extents = extents, .count = 1};
  for (int axis = lattice.axes; axis-- > 0;) {
    const auto i = std::size_t(axis);
    type.side[i] = side_of(lattice, axis, type.spans(axis));
    type.stride[i] = Index(type.count);
    type.count *= type.side[i];
    const bool is_loop = lattice.wraps[i] && lattice.pixels[i] == 1;
    if (type.spans(axis) && !is_loop) type.faces += 2;
  }
  return type;
}

}  // namespace

CubeLattice::CubeLattice(const std::vector<Index>& shape, const std::vector<Index>& periodic,
                         CubicalConstruction construction)
    : is_dual(construction == CubicalConstruction::top_cells) {
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const bool is_glued = std::ranges::find(periodic, axis) != periodic.end();
    if (shape[axis] == 1 && !is_glued) continue;
    pixels[std::size_t(axes)] = shape[axis];
    wraps[std::size_t(axes++)] = is_glued;
  }
  if (axes == 0) {  // one pixel is one vertex
    axes = pixels[0] = 1;
    is_dual = false;
  }

  cells.assign(std::size_t(axes) + 1, 0);
  faces = cells;
  for (unsigned extents = 0; extents < 1u << axes; ++extents) {
    types.push_back(type_of(*this, extents));
    CubeType& type = types.back();
    const auto dimension = std::size_t(std::popcount(extents));
    type.first = cells[dimension];
    cells[dimension] += type.count;
    faces[dimension] += type.count * type.faces;
  }
  while (cells.back() == 0) cells.pop_back();
  faces.resize(cells.size());
}

bool CubeLattice::is_uniform(std::size_t dimension) const noexcept {
  const CubeType* before = nullptr;
  for (const CubeType& type : types) {
    if (std::size_t(std::popcount(type.extents)) != dimension || type.count == 0) continue;
    if (before && before->faces != type.faces) return false;
    before = &type;
  }
  return true;
}

}  // namespace tessera
