// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/many.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The part of a filtration that functions on the points decide: axes 1 .. N - 1 of the grid and the rank of every
/// vertex in them. Axis 0 is named, and left without values; vertices have rank 0 there.
template <int N>
struct FunctionAxes {
  Grid<N> grid;
  std::vector<Grade<N>> vertices;
};

/// Reads N - 1 functions with one value a point. `vertex_of` sends points to vertices (empty: the identity); where it
/// merges points, the vertex has the value that enters first, on every axis by itself.
/// Throws D102 on a wrong number of functions or of values, D106 on a wrong number of directions.
template <int N>
FunctionAxes<N> function_axes(const Many<ScalarField>& values, const std::vector<Direction>& direction,
                              Index point_count, Index vertex_count, std::span<const Index> vertex_of = {});

/// The same for N functions and no other axis, on vertices that are the points.
template <int N>
FunctionAxes<N> vertex_axes(const Many<ScalarField>& values, const std::vector<Direction>& direction,
                            Index vertex_count);

}  // namespace tessera
