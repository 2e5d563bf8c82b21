// SPDX-License-Identifier: MIT
#include "clustering/leading_eigenvectors.hpp"

#include "tessera/core/error.hpp"

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

namespace tessera {

void require_dense_size(std::size_t rows, const Context& context) {
  constexpr std::size_t most_rows = 3000;
  if (rows > most_rows)
    throw Error(codes::over_cap, fmt::format("eigenvectors of at most {} points are computed, got {}", most_rows, rows),
                "take a subsample");
  context.require_memory(4 * sizeof(double) * rows * rows, "the affinity of all pairs and its eigenvectors",
                         "take a subsample");
}

LeadingEigenvectors leading_eigenvectors(const Eigen::MatrixXd& matrix, Index count, const Context& context) {
  require_dense_size(std::size_t(matrix.rows()), context);
  context.check();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  context.check();
  if (solver.info() != Eigen::Success)
    throw Error(codes::internal, fmt::format("eigenvectors of {} rows did not converge", matrix.rows()));
  LeadingEigenvectors result{solver.eigenvalues().tail(count).reverse(),
                             solver.eigenvectors().rightCols(count).rowwise().reverse()};
  for (Eigen::Index k = 0; k < result.vectors.cols(); ++k) {
    Eigen::Index largest = 0;
    result.vectors.col(k).cwiseAbs().maxCoeff(&largest);
    if (result.vectors(largest, k) < 0) result.vectors.col(k) *= -1;
  }
  return result;
}

}  // namespace tessera
