// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

#include <vector>

namespace tessera {

/// Ritz values, descending; distinct eigenvalues lie so near that the differences sum to at most `error`.
struct RitzValues {
  std::vector<double> values;
  double error = 0;
};

/// Eigenvalues of a symmetric matrix by block Lanczos with full reorthogonalization, on a basis that grows on request.
///
/// The start block is fixed, so is the result. Of k Ritz values with residuals r, the eigenvalues that belong to them
/// differ by sqrt(2 k sum r^2) in sum (Hoffman and Wielandt, since residuals are orthogonal to the Ritz vectors). That
/// no larger eigenvalue was missed is not said.
class LeadingEigenvalues {
 public:
  /// Keeps a reference to the whole symmetric matrix.
  LeadingEigenvalues(const Eigen::MatrixXd& matrix, const Context& context);

  /// Adds a block of vectors to the basis: a product of the matrix with 16 vectors. False: the space is used up.
  bool expand();
  Eigen::Index basis_size() const { return projected_.rows(); }
  /// Those with a residual of at most 1e-7 times the largest.
  RitzValues converged() const;

 private:
  const Eigen::MatrixXd& matrix_;
  const Context& context_;
  Eigen::MatrixXd basis_;      // orthonormal columns; the last block is not multiplied yet
  Eigen::MatrixXd projected_;  // Q^T A Q for the columns that are
  Eigen::MatrixXd coupling_;   // what A times the last multiplied block has along the last block
};

}  // namespace tessera
