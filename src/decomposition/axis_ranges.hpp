// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/persistence/presentation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

/// [least, largest] grade values per axis; empty (inf, -inf) for the zero module.
template <int N>
struct AxisRanges {
  std::array<std::array<double, 2>, N> ends;

  AxisRanges() { ends.fill({infinity, -infinity}); }
  void widen(const Presentation<N>& module) {
    for (const auto* grades : {&module.matrix.row_grades, &module.matrix.column_grades})
      for (const auto& grade : *grades)
        for (int axis = 0; axis < N; ++axis) {
          const double value = module.grid.axes[axis].values[grade[axis]];
          ends[axis] = {std::min(ends[axis][0], value), std::max(ends[axis][1], value)};
        }
  }
  AxisScale<N> scale() const {
    AxisScale<N> fitted;
    for (int axis = 0; axis < N; ++axis) {
      const double length = ends[axis][1] - ends[axis][0];
      fitted.scale[axis] = length > 0 && std::isfinite(length) ? length : 1;
    }
    return fitted;
  }
};

template <int N, class Options>
AxisScale<N> chosen_scale(const Presentation<N>& module, const Options& options) {
  if (options.fit) return *options.fit;
  AxisRanges<N> ranges;
  if (options.axis_scale == AxisScaling::range) ranges.widen(module);
  return ranges.scale();
}

template <int N, class Options>
AxisScale<N> scale_of_collection(const Collection<Presentation<N>>& modules, const Options& options) {
  AxisRanges<N> ranges;
  if (options.axis_scale == AxisScaling::range)
    for (Index sample = 0; sample < modules.size(); ++sample) ranges.widen(modules[sample]);
  return ranges.scale();
}

/// The spacing of lines for a module of this scaled range.
inline double chosen_spacing(const Quantity& asked, double range, const Context& context) {
  const double spacing = resolve(asked, {.diameter = range, .range = range, .values = {}});
  if (range > 0 && !(spacing > 0 && std::isfinite(spacing)))
    throw Error(codes::bad_request, fmt::format("must be > 0 and finite, got {}", spacing)).within("line_spacing");
  context.resolved("line_spacing", spacing);
  return range > 0 ? spacing : 1;
}

}  // namespace tessera
