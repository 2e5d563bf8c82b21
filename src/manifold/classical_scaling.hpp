// SPDX-License-Identifier: MIT
// Torgerson's scaling and Gower's formula, for every method that embeds distances.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"

#include <span>
#include <vector>

#include <Eigen/Core>

namespace tessera {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Coordinates whose products are nearest to those that the squared distances stand for.
struct ClassicalScaling {
  int exponent = 0;              // distances times 2^-exponent are below 1
  RowMatrix points;              // one row a point, in the unit of the distances times 2^-exponent
  std::vector<double> products;  // of every point: half the mean of its squared distances, in the same unit
  RowMatrix placing;             // columns v_k / sqrt(l_k); 0 where l_k is not positive
  FittedValues figures;          // eigenvalue_ratio, least_eigenvalue_ratio, explained

  /// Coordinates of a point at these distances from the points: the formula of Gower 1968, to out (one a component),
  /// in the unit of `points`.
  void place(std::span<const double> distances, double* out) const;
};

ClassicalScaling classical_scaling(const DistanceMatrix& distances, Index components, const Context& context);

/// Rows in the unit of the distances.
PointCloud scaled_points(const RowMatrix& points, int exponent);

}  // namespace tessera
