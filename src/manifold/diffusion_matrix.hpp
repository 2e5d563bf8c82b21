// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/manifold/diffusion_entropy.hpp"

#include <Eigen/Core>

namespace tessera {

/// All squared distances, of a cloud measured in a unit (a power of two) in which nothing over- or underflows.
struct SquaredDistances {
  Eigen::MatrixXd squares;  // symmetric, 0 on the diagonal and for equal points; relative error about 1e-12
  double unit = 1;
};

/// By matrix products of the centred points; pairs that lie near each other, where these cancel, from differences.
/// Throws R302 when the matrix, and a list of its entries should `sigma` be a percentile, is over the budget.
SquaredDistances squared_distances(const PointCloud& points, const Quantity& sigma, const Context& context);

/// The bandwidth in the unit of the cloud; 1 when all points are equal. Throws D106, within "sigma", unless positive.
double resolved_bandwidth(const SquaredDistances& distances, const Quantity& sigma, const Context& context);

/// The diffusion matrix of `norm`, whole.
Eigen::MatrixXd diffusion_matrix(SquaredDistances distances, double sigma, DiffusionNorm norm, const Context& context);

}  // namespace tessera
