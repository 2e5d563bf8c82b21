// SPDX-License-Identifier: MIT
#pragma once

#include "vectorization/summed_maps.hpp"

namespace tessera {

/// sum of w phi(I) over rectangles I for the map `interleaving`: through each pixel's window, the shorter side in units
/// of the window's. O(rectangles x rows along two bandwidths + pixels).
std::unique_ptr<const SummedMaps::Method> rectangle_sums(double bandwidth, const PixelGrid& grid);

}  // namespace tessera
