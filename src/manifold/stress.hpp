// SPDX-License-Identifier: MIT
// Least-squares scaling: sum over pairs of (d_ij - |y_i - y_j|)^2, over the sum of d_ij^2.
#pragma once

#include "manifold/classical_scaling.hpp"
#include "tessera/core/random.hpp"

namespace tessera {

/// The root of that, for coordinates in the unit of the distances times 2^-exponent; 0 when all distances are 0.
double stress_of(const DistanceMatrix& distances, int exponent, const RowMatrix& points, const Context& context);

struct Majorized {
  RowMatrix points;
  double stress = 0;
  Index iterations = 0;
  bool has_converged = false;
};

/// Guttman's transform again and again, every second time to twice its length: neither raises the stress.
Majorized majorized_stress(const DistanceMatrix& distances, int exponent, RowMatrix start, Index max_iterations,
                           double tolerance, const Context& context);

/// Pair after pair is moved towards its distance, all pairs once an epoch in a drawn order, with falling steps.
RowMatrix stochastic_stress(const DistanceMatrix& distances, int exponent, RowMatrix start, Index epochs,
                            RandomStream random, const Context& context);

/// Moves one point, without raising its own stress to the points it is at these distances from.
void settle_point(const RowMatrix& points, std::span<const double> distances, int exponent, Index max_iterations,
                  double tolerance, double* point);

}  // namespace tessera
