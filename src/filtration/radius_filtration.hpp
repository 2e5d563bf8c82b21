// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/delaunay_points.hpp"
#include "filtration/function_axes.hpp"
#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

/// The complex filtered by the radius and by the largest of each function over the vertices. Takes the complex and the
/// points apart.
template <int N>
FilteredComplex<N> radius_filtration(RadiusComplex complex, DelaunayPoints points, FunctionAxes<N> functions,
                                     const Context& context);

/// The same where `squared_radii` are the values of the scale themselves, least on vertices, which are points.
template <int N>
FilteredComplex<N> value_filtration(RadiusComplex complex, FunctionAxes<N> functions, const Context& context);

}  // namespace tessera
