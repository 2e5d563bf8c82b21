// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"

#include <algorithm>
#include <array>

namespace tessera {

/// The points base + t * direction of R^N, in the internal sign and the unit of the axes. No entry of the direction is
/// negative, one is positive: an entry 0 keeps its coordinate. A grade p meets the line at push(p), the least t with
/// p <= base + t * direction: infinity if there is none.
template <int N>
struct Line {
  static constexpr int parameters = N;

  Point<N> base{};
  std::array<double, N> direction = diagonal();

  double push(const Point<N>& p) const noexcept {
    double t = -infinity;
    for (int axis = 0; axis < N; ++axis) t = std::max(t, push(axis, p[axis]));
    return t;
  }
  /// The least t at which one coordinate of the line is at least `value`.
  double push(int axis, double value) const noexcept {
    if (direction[axis] > 0) return (value - base[axis]) / direction[axis];
    return value <= base[axis] ? -infinity : infinity;
  }

  static constexpr std::array<double, N> diagonal() noexcept {
    std::array<double, N> ones{};
    ones.fill(1);
    return ones;
  }
  friend bool operator==(const Line&, const Line&) = default;
};

/// Line line{{0, 0}, {1, 1}} is a line in the plane.
template <std::size_t N>
Line(const double (&)[N], const double (&)[N]) -> Line<int(N)>;

}  // namespace tessera
