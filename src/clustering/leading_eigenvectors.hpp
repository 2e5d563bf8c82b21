// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

namespace tessera {

struct LeadingEigenvectors {
  Eigen::VectorXd values;   // descending
  Eigen::MatrixXd vectors;  // one a column, the entry of largest absolute value positive (the first of equals)
};

/// The `count` largest eigenvalues of a dense symmetric matrix (its lower triangle is read), with eigenvectors.
/// Throws R303 for more than 3000 rows. Cost O(n^3).
LeadingEigenvectors leading_eigenvectors(const Eigen::MatrixXd& matrix, Index count, const Context& context);

/// The bound, before the matrix is made.
void require_dense_size(std::size_t rows, const Context& context);

}  // namespace tessera
