// SPDX-License-Identifier: MIT
// Least-squares scaling with a weight for every pair: sum of w_ij (d_ij - |y_i - y_j|)^2, over the sum of w_ij d_ij^2.
#pragma once

#include "manifold/stress.hpp"

namespace tessera {

/// Majorized as without weights; the transform solves with the Laplacian of the weights, by a Cholesky factor that is
/// found once. `weights`, in the order of `distances.lower()`, are positive. Throws R302 over the budget.
/// Source: de Leeuw 1977, Applications of convex analysis to multidimensional scaling.
Majorized majorized_stress(const DistanceMatrix& distances, const std::vector<double>& weights, int exponent,
                           RowMatrix start, Index max_iterations, double tolerance, const Context& context);

}  // namespace tessera
