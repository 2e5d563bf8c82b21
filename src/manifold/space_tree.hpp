// SPDX-License-Identifier: MIT
// Cells of a quadtree or octree, in the order of a walk that visits every cell before its parts.
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// Points of dimension D = 2 or 3. A leaf holds one point, or several that a grid of 2^31 (2^21) cells a side does not
/// tell apart. The tree is the same for every order of the points but for the rounding of centers.
template <int D>
class SpaceTree {
 public:
  static_assert(D == 2 || D == 3);

  struct Cell {
    std::array<double, D> center;  // the mean of its points
    double count;
    double reach;        // squared distance from which on it counts as one point; -1 for a leaf
    std::uint32_t next;  // the cell after its last part
  };

  /// An inner cell counts as one point where its width is less than `angle` times the distance of its center.
  SpaceTree(std::span<const double> coordinates, double angle) : coordinates_(coordinates), angle_(angle) {
    sort_by_code();
    if (codes_.empty()) return;
    cells_.reserve(2 * codes_.size());
    add(0, codes_.size(), bits - 1, width_);
  }

  const std::vector<Cell>& cells() const noexcept { return cells_; }
  /// The rank-th point along the curve that visits cells one after the other: neighbors have near ranks.
  Index point(std::size_t rank) const noexcept { return codes_[rank].second; }

 private:
  static constexpr int bits = D == 2 ? 31 : 21;

  /// Puts D - 1 zeros before every bit.
  static std::uint64_t spread(std::uint64_t x) {
    if constexpr (D == 2) {
      x = (x | x << 16) & 0x0000FFFF0000FFFF;
      x = (x | x << 8) & 0x00FF00FF00FF00FF;
      x = (x | x << 4) & 0x0F0F0F0F0F0F0F0F;
      x = (x | x << 2) & 0x3333333333333333;
      return (x | x << 1) & 0x5555555555555555;
    } else {
      x = (x | x << 32) & 0x001F00000000FFFF;
      x = (x | x << 16) & 0x001F0000FF0000FF;
      x = (x | x << 8) & 0x100F00F00F00F00F;
      x = (x | x << 4) & 0x10C30C30C30C30C3;
      return (x | x << 2) & 0x1249249249249249;
    }
  }

  void sort_by_code() {
    const std::size_t n = coordinates_.size() / D;
    std::array<double, D> low{}, high{};
    for (std::size_t i = 0; i < n; ++i)
      for (int axis = 0; axis < D; ++axis) {
        const double x = coordinates_[i * D + axis];
        low[axis] = i == 0 ? x : std::min(low[axis], x);
        high[axis] = i == 0 ? x : std::max(high[axis], x);
      }
    for (int axis = 0; axis < D; ++axis) width_ = std::max(width_, high[axis] - low[axis]);

    const double last = double((std::uint64_t{1} << bits) - 1), scale = width_ > 0 ? last / width_ : 0;
    codes_.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      std::uint64_t code = 0;
      for (int axis = 0; axis < D; ++axis) {
        const double cell = (coordinates_[i * D + axis] - low[axis]) * scale;
        code |= spread(std::uint64_t(std::clamp(cell, 0.0, last))) << axis;
      }
      codes_.emplace_back(code, Index(i));
    }
    std::ranges::sort(codes_);
  }

  /// Points [begin, end) along the curve, which agree above the bit. Returns the sum of their coordinates.
  std::array<double, D> add(std::size_t begin, std::size_t end, int bit, double width) {
    const auto part = [&](std::size_t at) { return codes_[at].first >> (D * bit); };
    while (bit >= 0 && part(begin) == part(end - 1)) --bit, width /= 2;  // all in one part: no cell for it

    const std::size_t cell = cells_.size();
    const double count = double(end - begin);
    cells_.push_back({{}, count, -1, 0});
    std::array<double, D> sum{};
    if (bit < 0) {
      for (std::size_t at = begin; at < end; ++at)
        for (int axis = 0; axis < D; ++axis) sum[axis] += coordinates_[std::size_t{codes_[at].second} * D + axis];
    } else {
      cells_[cell].reach = width / angle_ * (width / angle_);
      for (std::size_t first = begin; first < end;) {
        std::size_t last = first + 1;
        while (last < end && part(last) == part(first)) ++last;
        const auto inner = add(first, last, bit - 1, width / 2);
        for (int axis = 0; axis < D; ++axis) sum[axis] += inner[axis];
        first = last;
      }
    }
    for (int axis = 0; axis < D; ++axis) cells_[cell].center[axis] = sum[axis] / count;
    cells_[cell].next = std::uint32_t(cells_.size());
    return sum;
  }

  std::span<const double> coordinates_;
  double angle_, width_ = 0;
  std::vector<std::pair<std::uint64_t, Index>> codes_;
  std::vector<Cell> cells_;
};

}  // namespace tessera
