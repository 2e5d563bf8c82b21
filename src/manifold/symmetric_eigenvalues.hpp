// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

namespace tessera {

/// All eigenvalues of a symmetric matrix, ascending, of which only the lower triangle is read.
///
/// Backward stable: each is within a modest multiple of n^1/2 2^-53 |A| of an exact one. The same bits for every number
/// of threads. An empty matrix has none. Entries must be finite; they may be as large or as small as doubles are.
/// Cost: 4/3 n^3 operations in matrix products, 6 * 32 n^2 in the chase, 3/4 kB a row besides the matrix.
/// Throws Error X101 when the iteration on the tridiagonal matrix does not end.
/// Source: Bischof, Lang and Sun 2000, A framework for symmetric band reduction, doi:10.1145/365723.365735.
Eigen::VectorXd symmetric_eigenvalues(Eigen::MatrixXd matrix, const Context& context = {});

}  // namespace tessera
