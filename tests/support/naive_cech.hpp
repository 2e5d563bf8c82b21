// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

/// The radius of the smallest ball that holds some points of a cloud: the least, among the smallest spheres through any
/// of them, that holds all. Long doubles; relative error 1e-12 for points that are not almost in special position.
double naive_enclosing_radius(const PointCloud& points, const std::vector<Index>& some);

/// The Cech complex of all points up to a dimension, filtered by the radius and by the largest function value: from its
/// definition. Radii are rounded to multiples of 1e-9.
FilteredComplex<2> naive_function_cech(const PointCloud& points, const std::vector<double>& values,
                                       Index max_dimension);

/// The same complex with its first axis rounded to multiples of 1e-9.
FilteredComplex<2> with_rounded_radii(FilteredComplex<2> complex);

}  // namespace tessera
