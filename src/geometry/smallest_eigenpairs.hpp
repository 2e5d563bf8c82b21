// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>
#include <Eigen/SparseCore>

namespace tessera {

struct Eigenpairs {
  Eigen::VectorXd values;   // ascending
  Eigen::MatrixXd vectors;  // of length 1, one a column
};

/// The `count` smallest eigenvalues, and their eigenvectors, of a symmetric matrix without negative eigenvalues. All
/// copies of a multiple eigenvalue are found. Residuals are at most 1e-8 of the largest value asked for.
/// Up to 1,000 rows or 3 `count`, by a dense solver. Else by shifted inverse: a Krylov space of blocks of vectors, all
/// kept orthogonal, grown until the pairs hold. Throws X101 when they never do; R302 over the budget.
Eigenpairs smallest_eigenpairs(const Eigen::SparseMatrix<double>& matrix, Index count, const Context& context);

}  // namespace tessera
