// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/core/fitted.hpp"

namespace tessera {

/// What divides the grades before diagonals are drawn.
enum class AxisScaling {
  range,     // the range of each axis over the collection; an axis without range keeps its unit
  unscaled,  // 1: all axes are in one unit already
};

/// A positive number per axis that divides the grades before lengths of different units are compared.
/// One scale per collection: fitted, recorded, reusable.
template <int N>
struct AxisScale {
  std::array<double, N> scale{};

  FittedValues values() const;
  static AxisScale from_values(const FittedValues& values);
  friend bool operator==(const AxisScale&, const AxisScale&) = default;
};

/// An axis-parallel box in the internal sign and the unit of the axes, low < high: what images are sampled on.
template <int N>
struct GridBox {
  Point<N> low{}, high{};

  FittedValues values() const;
  static GridBox from_values(const FittedValues& values);
  friend bool operator==(const GridBox&, const GridBox&) = default;
};

extern template struct AxisScale<2>;
extern template struct AxisScale<3>;
extern template struct AxisScale<4>;
extern template struct GridBox<2>;
extern template struct GridBox<3>;
extern template struct GridBox<4>;

}  // namespace tessera
