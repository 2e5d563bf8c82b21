// SPDX-License-Identifier: MIT
#include "vectorization/scaled_box.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

template <int N>
ScaledBox<N> scaled_box(const SamplingGrid& fit, AxisScaling scaling) {
  if (fit.axes.size() != N)
    throw Error(codes::bad_request, fmt::format("needs a box of {} axes, got {}", N, fit.axes.size())).within("fit");
  ScaledBox<N> result;
  for (int axis = 0; axis < N; ++axis) {
    const auto& ends = fit.axes[std::size_t(axis)];
    if (ends.size() < 2 || !(ends.front() < ends.back()) || !std::isfinite(ends.back() - ends.front()))
      throw Error(codes::bad_request, fmt::format("needs two ends, low < high, on axis {}", axis)).within("fit");
    const double side = ends.back() - ends.front();
    const double scale = result.scale[axis] = scaling == AxisScaling::range ? side : 1;
    result.box.low[axis] = ends.front() / scale;
    result.box.high[axis] = ends.back() / scale;
    result.longest = std::max(result.longest, side / scale);
  }
  return result;
}

double resolved_bandwidth(const Quantity& bandwidth, double longest) {
  const bool is_range = bandwidth.relative == Relative::percent_range;
  if (!is_range && bandwidth.relative != Relative::absolute)
    throw Error(codes::bad_request,
                fmt::format("needs a number in scaled units or a percentage of the range, got {}", bandwidth.text()))
        .within("bandwidth");
  const double width = is_range ? bandwidth.value / 100 * longest : bandwidth.value;
  // Beyond, windows are lost in the rounding of coordinates, or their areas overflow.
  if (!(width >= 1e-9 * longest && width <= 1e9 * longest))
    throw Error(codes::bad_request, fmt::format("needs 1e-9 to 1e9 of the longest side of the box, {}, got {}",
                                                format_double(longest), bandwidth.text()))
        .within("bandwidth");
  return width;
}

template ScaledBox<1> scaled_box(const SamplingGrid&, AxisScaling);
template ScaledBox<2> scaled_box(const SamplingGrid&, AxisScaling);
template ScaledBox<3> scaled_box(const SamplingGrid&, AxisScaling);
template ScaledBox<4> scaled_box(const SamplingGrid&, AxisScaling);

}  // namespace tessera
