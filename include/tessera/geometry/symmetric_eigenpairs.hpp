// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"

#include <vector>

#include <Eigen/Core>
#include <Eigen/SparseCore>

namespace tessera {

enum class SpectrumEnd { smallest, largest };

struct EigenpairOptions {
  Index count = 10;  // capped by the number of rows
  SpectrumEnd end = SpectrumEnd::smallest;
  /// Residuals |A v - l v| are at most this, as a part of the norm of A (its largest absolute row sum). Values that
  /// differ by less are copies of one.
  double tolerance = 1e-8;
};

/// Eigenvalues from the end asked for inwards, and their eigenvectors of length 1, one a column.
struct Eigenpairs {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
  /// The number of the group of equal values that each belongs to, from 0. The vectors of one group are a basis of
  /// their space, one of many.
  std::vector<Index> groups;
  /// Whether further copies of the last value were left out: the space of the vectors is then one of many too.
  bool splits_last_group = false;
};

/// Some eigenpairs of a symmetric matrix, all copies of a multiple eigenvalue with it. Of a vector the entry of the
/// largest absolute value is positive, the first one where entries are as large to a millionth. Same matrix, same bits,
/// for every number of threads.
///
/// Up to 1,000 rows, or 3 for every pair asked for, by a dense solver: about 10 n^3 operations. Larger sparse matrices:
/// Krylov spaces of blocks, kept orthogonal in full, of the shifted inverse by sparse Cholesky where its factor is
/// small (graphs that are nearly planar, chains, meshes), else of the matrix itself (graphs that mix well). Pairs count
/// only when their residuals hold.
/// Throws D102 unless the matrix is square, D101 on an entry that is not finite, D106 on a tolerance that is not in
/// (0, 1), R302 over the budget and X101 when pairs do not converge. Only the symmetry of the matrix is taken on trust.
/// Source: Golub and Ye 2002, An inverse free preconditioned Krylov subspace method; Grimes, Lewis and Simon 1994, A
/// shifted block Lanczos algorithm, doi:10.1137/S0895479888151111.
Eigenpairs symmetric_eigenpairs(const Eigen::SparseMatrix<double>& matrix, const EigenpairOptions& options = {},
                                const Context& context = {});
Eigenpairs symmetric_eigenpairs(const Eigen::MatrixXd& matrix, const EigenpairOptions& options = {},
                                const Context& context = {});

}  // namespace tessera
