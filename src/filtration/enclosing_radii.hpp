// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/delaunay_points.hpp"
#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"

namespace tessera {

/// Gives every simplex the squared radius of the smallest ball that holds its points, in R^1 .. R^8, dimension at most
/// one above. Guaranteed: a face has at most the radius of its cofaces; where a simplex has the ball of a face (decided
/// exactly) both have one number. Relative error about 1e-12, from R^4 on
/// half a unit in the last place. Throws D101 on points so close that squares underflow.
void assign_enclosing_radii(RadiusComplex& complex, const DelaunayPoints& points, Index ambient,
                            const Context& context);

}  // namespace tessera
