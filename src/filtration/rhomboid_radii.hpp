// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/delaunay_points.hpp"
#include "filtration/rhomboid_tiling.hpp"

#include <vector>

namespace tessera {

/// The squared radius of every rhomboid (A, S), block by block: the least of a sphere with S on it, A inside or on it,
/// and no other site inside. At most that of any rhomboid it is a facet of; equal where the spheres are. `places` are
/// those of the tiling's sites. Throws D101 where a squared radius under- or overflows.
std::vector<std::vector<double>> rhomboid_radii(const RhomboidTiling& tiling, const SphereOrder& order,
                                                const DelaunayPoints& places, Index ambient, const Context& context);

}  // namespace tessera
