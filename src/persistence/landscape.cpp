// SPDX-License-Identifier: MIT
#include "tessera/persistence/landscape.hpp"

#include "persistence/line_slicer.hpp"
#include "persistence/measure_sums.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace tessera {
namespace {

/// The points of a grid by the diagonals they lie on.
template <int N>
struct Diagonals {
  std::vector<Line<N>> lines;                    // each through its first point, which has t = 0
  std::vector<std::vector<std::size_t>> points;  // of every line, numbered axis 0 slowest
  std::vector<double> place;                     // t of every point on its line
};

template <int N>
Diagonals<N> diagonals_of(const Grid<N>& grid, const std::array<double, N>& scale) {
  constexpr double resolution = 1e13;  // diagonals closer than its inverse are one
  Diagonals<N> result;
  std::map<std::array<double, N>, std::size_t> line_at;  // by the offsets from the first axis; entry 0 is 0
  for_each_grade<N>(sizes(grid), [&](const Grade<N>& grade) {
    const auto point = grid(grade);
    std::array<double, N> along, offset;
    for (int axis = 0; axis < N; ++axis) {
      along[axis] = (point[axis] - grid.axes[axis].values.front()) / scale[axis];
      offset[axis] = std::round((along[axis] - along[0]) * resolution);
    }
    const auto [at, is_new] = line_at.try_emplace(offset, result.lines.size());
    if (is_new) {
      result.lines.push_back({point, scale});
      result.points.emplace_back();
    }
    result.points[at->second].push_back(result.place.size());
    result.place.push_back((point[0] - result.lines[at->second].base[0]) / scale[0]);
  });
  return result;
}

/// Where on the line the module ceases to be known.
template <int N>
double known_below(const Grid<N>& grid, const Line<N>& line) {
  double end = infinity;
  for (int axis = 0; axis < N; ++axis)
    end = std::min(end, (grid.axes[axis].known_below - line.base[axis]) / line.direction[axis]);
  return end;
}

}  // namespace

template <int N>
Landscape<N> landscape(const Presentation<N>& module, const LandscapeOptions& options, const Context& context) {
  if (options.count == 0) throw Error(codes::bad_request, "needs one landscape at least, got 0").within("count");
  const auto values = sampled_values(options, module.grid, value_counts(module));
  const auto points = point_count(values, std::uint64_t{options.count} * sizeof(double) + 2 * sizeof(double),
                                  "the landscapes", context);

  Landscape<N> result{.grid = with_values(module.grid, values),
                      .axis_scale = {},
                      .count = options.count,
                      .values = std::vector<double>(points * options.count, 0),
                      .degree = module.degree};
  for (std::size_t axis = 0; axis < N; ++axis) {
    const double range = values[axis].empty() ? 0 : values[axis].back() - values[axis].front();
    result.axis_scale[axis] = options.axis_scale == AxisScaling::range && range > 0 ? range : 1;
  }

  const auto diagonals = diagonals_of<N>(result.grid, result.axis_scale);
  for_each_slice<N>(module, diagonals.lines, context, [&](std::size_t line, const std::vector<Bar>& bars) {
    const double end = known_below(module.grid, diagonals.lines[line]);
    std::vector<double> reaches;
    for (const std::size_t point : diagonals.points[line]) {
      const double t = diagonals.place[point];
      reaches.clear();
      for (const Bar& bar : bars)
        if (const double e = std::min(t - bar.birth, std::min(bar.death, end) - t); e > 0) reaches.push_back(e);
      const auto seen = std::min<std::size_t>(reaches.size(), options.count);
      std::partial_sort(reaches.begin(), reaches.begin() + std::ptrdiff_t(seen), reaches.end(), std::greater{});
      for (std::size_t k = 0; k < seen; ++k) result.values[k * points + point] = reaches[k];
    }
  });
  return result;
}

template Landscape<1> landscape(const Presentation<1>&, const LandscapeOptions&, const Context&);
template Landscape<2> landscape(const Presentation<2>&, const LandscapeOptions&, const Context&);
template Landscape<3> landscape(const Presentation<3>&, const LandscapeOptions&, const Context&);
template Landscape<4> landscape(const Presentation<4>&, const LandscapeOptions&, const Context&);

}  // namespace tessera
