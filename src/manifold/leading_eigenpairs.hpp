// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

namespace tessera {

struct LeadingEigenpairs {
  Eigen::VectorXd values;   // the algebraically largest, descending
  Eigen::MatrixXd vectors;  // of length 1, one a column, signs by `orient`
  double least = 0;         // the least eigenvalue, to a thousandth of the norm
};

/// The `count` largest eigenvalues of a dense symmetric matrix (fewer when it has fewer rows), with residuals of at
/// most 1e-11 of its norm. Up to 300 rows, or 4 for every pair asked for, by a dense solver; else in block Krylov
/// spaces, kept orthogonal in full: n^2 operations a vector, and about 10 vectors a pair where eigenvalues decay.
/// Same matrix, same bits, for every number of threads. Throws R302 over the budget, X101 without convergence.
/// Source: Golub and Underwood 1977, The block Lanczos method for computing eigenvalues.
LeadingEigenpairs leading_eigenpairs(const Eigen::MatrixXd& matrix, Eigen::Index count, const Context& context);

/// Makes the entry of the largest absolute value of every column positive, the first one where entries are as large to
/// a millionth.
void orient(Eigen::MatrixXd& columns);

}  // namespace tessera
