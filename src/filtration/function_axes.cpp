// SPDX-License-Identifier: MIT
#include "filtration/function_axes.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_functions(const Many<ScalarField>& values, const std::vector<Direction>& direction, Index functions,
                     int parameters, Index point_count, std::string_view points) {
  if (values.size() != functions)
    throw Error(codes::bad_shape, fmt::format("needs {} function{} for {} parameters, got {}", functions,
                                              functions == 1 ? "" : "s", parameters, values.size()))
        .within("values");
  for (Index k = 0; k < functions; ++k)
    if (values[k].size() != point_count)
      throw Error(codes::bad_shape, fmt::format("needs one value for each of {} {}, got {} values in '{}'", point_count,
                                                points, values[k].size(), values.name(k)))
          .within("values");
  if (direction.size() > 1 && direction.size() != functions)
    throw Error(codes::bad_request, fmt::format("needs one direction, or one for each of {} functions, got {}",
                                                functions, direction.size()))
        .within("direction");
}

/// Values in the order of inclusion, the earliest of the points that share a vertex.
std::vector<double> entry_values(const ScalarField& field, Direction direction, Index vertex_count,
                                 std::span<const Index> vertex_of) {
  std::vector<double> entry(vertex_count, infinity);
  for (Index point = 0; point < field.size(); ++point) {
    const double value = (direction == Direction::superlevel ? -field[point] : field[point]) + 0.0;  // -0 becomes 0
    double& earliest = entry[vertex_of.empty() ? point : vertex_of[point]];
    earliest = std::min(earliest, value);
  }
  return entry;
}

/// Axis `axis` by function `k`.
template <int N>
void fill_axis(FunctionAxes<N>& functions, int axis, Index k, const Many<ScalarField>& values,
               const std::vector<Direction>& direction, std::span<const Index> vertex_of) {
  Axis& out = functions.grid.axes[axis];
  out.name = values.name(k);
  out.unit = values[k].unit();
  if (!direction.empty()) out.direction = direction[direction.size() == 1 ? 0 : k];

  const auto vertex_count = Index(functions.vertices.size());
  const auto entry = entry_values(values[k], out.direction, vertex_count, vertex_of);
  out.values = distinct_sorted(entry);
  for (Index v = 0; v < vertex_count; ++v) functions.vertices[v][axis] = rank_of(out.values, entry[v]);
}

}  // namespace

template <int N>
FunctionAxes<N> function_axes(const Many<ScalarField>& values, const std::vector<Direction>& direction,
                              Index point_count, Index vertex_count, std::span<const Index> vertex_of) {
  check_functions(values, direction, N - 1, N, point_count, "points");

  FunctionAxes<N> functions;
  functions.vertices.resize(vertex_count);
  functions.grid.axes[0].name = "scale";
  functions.grid.axes[0].unit = "length";
  for (int axis = 1; axis < N; ++axis) fill_axis(functions, axis, Index(axis - 1), values, direction, vertex_of);
  return functions;
}

template <int N>
FunctionAxes<N> vertex_axes(const Many<ScalarField>& values, const std::vector<Direction>& direction,
                            Index vertex_count) {
  check_functions(values, direction, N, N, vertex_count, "vertices");

  FunctionAxes<N> functions;
  functions.vertices.resize(vertex_count);
  for (int axis = 0; axis < N; ++axis) fill_axis(functions, axis, Index(axis), values, direction, {});
  return functions;
}

template FunctionAxes<1> function_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index, Index,
                                       std::span<const Index>);
template FunctionAxes<2> function_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index, Index,
                                       std::span<const Index>);
template FunctionAxes<3> function_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index, Index,
                                       std::span<const Index>);
template FunctionAxes<4> function_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index, Index,
                                       std::span<const Index>);

template FunctionAxes<1> vertex_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index);
template FunctionAxes<2> vertex_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index);
template FunctionAxes<3> vertex_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index);
template FunctionAxes<4> vertex_axes(const Many<ScalarField>&, const std::vector<Direction>&, Index);

}  // namespace tessera
