// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

#include <vector>

namespace tessera {

/// Eigenvalues of a symmetric matrix by block Lanczos with full reorthogonalization, on a basis that grows on request.
///
/// The start block is fixed, so is the result. Each Ritz value that `eigenvalues` returns has an eigenvalue of its own
/// within its residual, which is at most `residual_limit` times the largest; that none larger was missed is not said.
class LeadingEigenvalues {
 public:
  static constexpr double residual_limit = 1e-10;

  /// Keeps a reference to the whole symmetric matrix.
  LeadingEigenvalues(const Eigen::MatrixXd& matrix, const Context& context);

  /// Adds a block of vectors to the basis: a product of the matrix with 32 vectors. False: the space is used up.
  bool expand();
  Eigen::Index basis_size() const { return projected_.rows(); }
  /// Converged ones, descending.
  std::vector<double> eigenvalues() const;

 private:
  const Eigen::MatrixXd& matrix_;
  const Context& context_;
  Eigen::MatrixXd basis_;      // orthonormal columns; the last block is not multiplied yet
  Eigen::MatrixXd projected_;  // Q^T A Q for the columns that are
  Eigen::MatrixXd coupling_;   // what A times the last multiplied block has along the last block
};

}  // namespace tessera
