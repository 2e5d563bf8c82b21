// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/persistence/sampling_grid.hpp"

namespace tessera {

/// A fitted box in scaled units, and what was divided by.
template <int N>
struct ScaledBox {
  GridBox<N> box;
  std::array<double, N> scale{};
  double longest = 0;  // side
};

/// The two ends of each axis of `fit`, divided by the side along it or by 1. Throws D106 on a box that is none.
template <int N>
ScaledBox<N> scaled_box(const SamplingGrid& fit, AxisScaling scaling);

extern template ScaledBox<1> scaled_box(const SamplingGrid&, AxisScaling);
extern template ScaledBox<2> scaled_box(const SamplingGrid&, AxisScaling);
extern template ScaledBox<3> scaled_box(const SamplingGrid&, AxisScaling);
extern template ScaledBox<4> scaled_box(const SamplingGrid&, AxisScaling);

/// A width in scaled units: a number, or a percentage of the longest side. Throws D106 unless it is 1e-9
/// to 1e9 of that side.
double resolved_bandwidth(const Quantity& bandwidth, double longest);

}  // namespace tessera
