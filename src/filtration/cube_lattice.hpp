// SPDX-License-Identifier: MIT
// The cubes of an image, numbered in closed form.
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/filtration/cubical_construction.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace tessera {

/// The cubes that span the same axes: a box of them, row-major, numbered from `first` on among those of one dimension.
struct CubeType {
  static constexpr int max_axes = 4;

  unsigned extents = 0;  // the axes spanned, a bit each
  std::array<Index, max_axes> side{}, stride{};
  std::uint64_t first = 0, count = 0;
  Index faces = 0;  // of each: two for every axis spanned, none for an axis that is a circle of one pixel

  bool spans(int axis) const noexcept { return extents >> axis & 1; }
};

/// The types of the cubes of an image, without those axes of one pixel that span nothing (but one axis at least).
///
/// Types of one dimension are in the order of `extents`. So the faces of a cube increase from the last axis spanned to
/// the first, as taking away a higher axis leaves a smaller set.
struct CubeLattice {
  int axes = 0;
  bool is_dual = false;  // pixels are the cubes that span all axes, not the vertices
  std::array<Index, CubeType::max_axes> pixels{};
  std::array<bool, CubeType::max_axes> wraps{};
  std::vector<CubeType> types;              // by extents
  std::vector<std::uint64_t> cells, faces;  // how many, by dimension; empty dimensions at the top are left out

  /// `shape` and `periodic` are in order.
  CubeLattice(const std::vector<Index>& shape, const std::vector<Index>& periodic, CubicalConstruction construction);

  int last() const noexcept { return axes - 1; }
  /// Whether every cube of a dimension has as many faces.
  bool is_uniform(std::size_t dimension) const noexcept;

  /// The two coordinates of the faces of a cube across an axis that it spans; equal on a circle of one pixel.
  std::pair<Index, Index> ends(int axis, Index coordinate) const noexcept {
    return {coordinate, wraps[std::size_t(axis)] && coordinate + 1 == pixels[std::size_t(axis)] ? 0 : coordinate + 1};
  }
  /// The coordinates of the one or two (then distinct) cubes that a cube is a face of across an axis it does not span.
  std::pair<Index, Index> sides(int axis, Index coordinate) const noexcept {
    const Index count = pixels[std::size_t(axis)];
    const Index below = coordinate > 0 ? coordinate - 1 : wraps[std::size_t(axis)] ? count - 1 : 0;
    return {below, coordinate == count ? count - 1 : coordinate};
  }
};

/// A row of cubes of one type along the last axis: where it begins, and the same place among other types.
struct CubeRow {
  std::array<Index, CubeType::max_axes> coordinate{};  // that of the last axis is 0

  CubeRow(const CubeLattice& lattice, const CubeType& type, std::uint64_t row) noexcept {
    for (int axis = lattice.last(); axis-- > 0; row /= type.side[std::size_t(axis)])
      coordinate[std::size_t(axis)] = Index(row % type.side[std::size_t(axis)]);
  }
  /// The number of the first cube of the row of `type` at this place, `axis` at another coordinate.
  std::uint64_t begin(const CubeType& type, int axis, Index at) const noexcept {
    std::uint64_t number = type.first;
    for (std::size_t i = 0; i < CubeType::max_axes; ++i)
      number += std::uint64_t{int(i) == axis ? at : coordinate[i]} * type.stride[i];
    return number;
  }
  std::uint64_t begin(const CubeType& type) const noexcept { return begin(type, -1, 0); }
};

}  // namespace tessera
