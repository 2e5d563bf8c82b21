// SPDX-License-Identifier: MIT
// Gradient descent on free features f (samples x 2) and an unembedding W (2 x classes) under cross entropy of f W: the
// smallest model in which representations collapse, spread and compress.
#pragma once

#include "support/gaussian_points.hpp"
#include "tessera/core/collection.hpp"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <string>

namespace tessera {

/// The features after every step in `kept` (ascending), from a balanced start f^T f = W W^T of size .01, summed loss,
/// rate .1.
inline Collection<PointCloud> toy_dynamics(std::mt19937& gen, const std::vector<int>& class_sizes,
                                           const std::vector<int>& kept) {
  using Eigen::MatrixXd;
  const int classes = int(class_sizes.size()), d = 2;
  int samples = 0;
  for (const int size : class_sizes) samples += size;
  MatrixXd target = MatrixXd::Zero(samples, classes);
  for (int c = 0, sample = 0; c < classes; ++c)
    for (int k = 0; k < class_sizes[std::size_t(c)]; ++k) target(sample++, c) = 1;

  const auto normal = [&](int rows, int columns) {
    const auto numbers = normal_numbers(gen, std::size_t(rows) * std::size_t(columns));
    return MatrixXd(Eigen::Map<const MatrixXd>(numbers.data(), rows, columns));
  };
  MatrixXd w = 0.01 * normal(d, classes);
  const MatrixXd frame =
      Eigen::HouseholderQR<MatrixXd>(normal(samples, d)).householderQ() * MatrixXd::Identity(samples, d);
  MatrixXd f = frame * Eigen::SelfAdjointEigenSolver<MatrixXd>(w * w.transpose()).operatorSqrt();

  Collection<PointCloud> checkpoints;
  int step = 0;
  for (const int wanted : kept) {
    for (; step < wanted; ++step) {
      MatrixXd chance = f * w;
      chance.colwise() -= Eigen::VectorXd(chance.rowwise().maxCoeff());
      chance = chance.array().exp();
      const Eigen::VectorXd sums = chance.rowwise().sum();
      const MatrixXd error = sums.cwiseInverse().asDiagonal() * chance - target;
      const MatrixXd f_gradient = error * w.transpose();
      w -= 0.1 * f.transpose() * error;
      f -= 0.1 * f_gradient;
    }
    const MatrixXd rows = f.transpose();
    checkpoints.add("step " + std::to_string(wanted),
                    PointCloud(Index(samples), Index(d), {rows.data(), rows.data() + rows.size()}));
  }
  return checkpoints;
}

}  // namespace tessera
