// SPDX-License-Identifier: MIT
#include "tessera/algebra/grid_box.hpp"

#include "tessera/core/error.hpp"

#include <fmt/format.h>

namespace tessera {

template <int N>
FittedValues AxisScale<N>::values() const {
  return {{"axis_scale", {scale.begin(), scale.end()}}};
}

template <int N>
AxisScale<N> AxisScale<N>::from_values(const FittedValues& values) {
  const auto list = fitted_list(values, "axis_scale", N);
  AxisScale fitted;
  for (int axis = 0; axis < N; ++axis) {
    if (!(list[axis] > 0))
      throw Error(codes::bad_request, fmt::format("axis_scale must be > 0, got {} on axis {}", list[axis], axis));
    fitted.scale[axis] = list[axis];
  }
  return fitted;
}

template <int N>
FittedValues GridBox<N>::values() const {
  return {{"low", {low.begin(), low.end()}}, {"high", {high.begin(), high.end()}}};
}

template <int N>
GridBox<N> GridBox<N>::from_values(const FittedValues& values) {
  const auto lows = fitted_list(values, "low", N), highs = fitted_list(values, "high", N);
  GridBox box;
  for (int axis = 0; axis < N; ++axis) {
    if (!(lows[axis] < highs[axis]))
      throw Error(codes::bad_request,
                  fmt::format("the box needs low < high, got {} and {} on axis {}", lows[axis], highs[axis], axis));
    box.low[axis] = lows[axis];
    box.high[axis] = highs[axis];
  }
  return box;
}

template struct AxisScale<2>;
template struct AxisScale<3>;
template struct AxisScale<4>;
template struct GridBox<2>;
template struct GridBox<3>;
template struct GridBox<4>;

}  // namespace tessera
