// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/delaunay_points.hpp"
#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"

#include <span>

namespace tessera {

/// The alpha complex of n >= 1 distinct points in R^d, in lexicographic order of coordinates, row-major, at most 1 in
/// magnitude.
/// Guarantees: every face is present and its radius is at most that of its cofaces; vertices have radius 0. The result
/// does not depend on the number of threads.
/// `names[v]` is what errors call vertex v; empty: v. Throws D101 where points are so close, or a simplex so flat, that
/// a squared radius under- or overflows; R303 at 2^32 faces.
RadiusComplex alpha_complex(std::span<const double> coordinates, Index ambient, const Context& context,
                            std::span<const Index> names = {});

/// The same for the points of a cloud, which errors name. Also throws D101 where a radius overflows.
RadiusComplex alpha_complex(const DelaunayPoints& points, Index ambient, const Context& context);

}  // namespace tessera
