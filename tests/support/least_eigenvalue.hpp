// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/kernel_matrix.hpp"

#include <Eigen/Eigenvalues>

namespace tessera {

/// The least eigenvalue of a kernel matrix, relative to the largest: not below 0 but for rounding where the kernel is
/// positive semidefinite.
inline double least_eigenvalue(const KernelMatrix& kernel) {
  const auto n = Eigen::Index(kernel.size());
  const Eigen::Map<const Eigen::MatrixXd> matrix(kernel.values().data(), n, n);
  const Eigen::VectorXd values =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix, Eigen::EigenvaluesOnly).eigenvalues();
  return values[0] / values[n - 1];
}

}  // namespace tessera
