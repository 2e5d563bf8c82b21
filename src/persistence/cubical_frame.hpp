// SPDX-License-Identifier: MIT
#pragma once

#include "core/large_vector.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/image.hpp"
#include "tessera/persistence/cubical_barcode.hpp"

#include <array>
#include <vector>

namespace tessera {

/// The cubes of an image as numbers. The lattice has a slot for every pixel and a border of empty ones, so that
/// stepping over the end of an axis leads to a slot that holds no pixel. The cube that spans the axes E from the
/// lattice point at a slot upwards has the number slot << dimension | E, E a set of bits. Pixels lie at the points of
/// `vertices`, and in the middle of the full cubes of `top_cells`. Axes of one pixel are left out.
struct CubicalFrame {
  static constexpr int max_dimension = 4;

  int dimension = 0;
  CubicalConstruction construction = CubicalConstruction::vertices;
  std::array<Index, max_dimension> side{};    // pixels along an axis, two or more
  std::array<Index, max_dimension> stride{};  // slots from one to the next along an axis, row-major
  std::array<bool, max_dimension> wraps{};
  std::array<int, max_dimension> axis{};  // of the image
  Index first = 0;                        // the slot of the first pixel
  Index slots = 0;                        // slot 0 never holds anything
  LargeVector<double> values;             // of each slot: the pixel, which grows along the filtration; infinity: none

  bool has_wrap() const noexcept { return wraps[0] || wraps[1] || wraps[2] || wraps[3]; }
  /// 0 .. side, of a slot that a pixel or a lattice point may have.
  Index coordinate(Index slot, int along) const noexcept {
    const Index rest = slot - first;
    return along == 0 ? rest / stride[0] : rest % stride[std::size_t(along) - 1] / stride[std::size_t(along)];
  }
  Index above(Index slot, int along) const noexcept {
    const auto i = std::size_t(along);
    if (wraps[i] && coordinate(slot, along) + 1 == side[i]) return slot - (side[i] - 1) * stride[i];
    return slot + stride[i];
  }
  Index below(Index slot, int along) const noexcept {
    const auto i = std::size_t(along);
    if (wraps[i] && coordinate(slot, along) == 0) return slot + (side[i] - 1) * stride[i];
    return slot - stride[i];
  }

  Index slot_of(Index cell) const noexcept { return cell >> dimension; }
  Index extents_of(Index cell) const noexcept { return cell & ((Index{1} << dimension) - 1); }
  Index cell(Index slot, Index extents) const noexcept { return slot << dimension | extents; }
};

/// The frame of an image with its values, negated for superlevel. Throws D102, D106, R302, R303 as `cubical_barcode`
/// says; the forecast covers the whole computation.
CubicalFrame cubical_frame(const Image& image, const CubicalBarcodeOptions& options, const Context& context);

}  // namespace tessera
