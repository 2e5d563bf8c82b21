// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <utility>
#include <vector>

namespace tessera {

/// The multicover bifiltration by Sheehy's theorem: simplices are the chains S_0 < ... < S_m of sets of points, up to a
/// dimension m, at (radius of the smallest ball around S_m, minus the size of S_0). Orders 1 .. max_order. Radii are
/// rounded to multiples of 1e-9. For some 7 points. Source: Blumberg and Lesnick 2022, Stability of 2-parameter
/// persistent homology, doi:10.1007/s10208-022-09576-6, section 4.
FilteredComplex<2> subdivision_cech(const PointCloud& points, Index max_order, Index max_dimension);

/// The Euler characteristic of the k-fold cover, by inclusion and exclusion over all sets of points whose balls have a
/// place in common. For some 12 points, with `radii` as enclosing_radii returns them.
int multicover_euler_characteristic(const std::vector<double>& radii, double radius, Index order);

/// By set of points, as bits: the radius of the smallest ball around it, rounded to a multiple of 1e-9.
std::vector<double> enclosing_radii(const PointCloud& points);

/// The barcode of H_degree along a chain of grades z_0 <= z_1 <= ...: sorted pairs i < j of a class that is born at z_i
/// and dies at z_j (the length of the chain: never). By the schoolbook reduction over Z/2; cells may be of any shape.
std::vector<std::pair<Index, Index>> bars_along(const FilteredComplex<2>& complex, Index degree,
                                                const std::vector<Point<2>>& chain);

}  // namespace tessera
