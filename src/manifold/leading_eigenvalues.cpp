// SPDX-License-Identifier: MIT
#include "manifold/leading_eigenvalues.hpp"

#include "tessera/core/parallel.hpp"
#include "tessera/core/random.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

using Eigen::MatrixXd;
using Size = Eigen::Index;

constexpr Size block_width = 16;
constexpr Size band = 256;  // rows of a product that one thread takes
constexpr double residual_limit = 1e-7;

/// Orthonormal columns and R with block = Q R.
MatrixXd orthonormalized(MatrixXd& block) {
  const Eigen::HouseholderQR<MatrixXd> qr(block);
  const Size width = block.cols();
  block = qr.householderQ() * MatrixXd::Identity(block.rows(), width);
  return qr.matrixQR().topRows(width).triangularView<Eigen::Upper>();
}

}  // namespace

LeadingEigenvalues::LeadingEigenvalues(const MatrixXd& matrix, const Context& context)
    : matrix_(matrix), context_(context) {
  RandomStream random(0, 0);
  basis_.resize(matrix.rows(), std::min(block_width, matrix.rows()));
  for (Size j = 0; j < basis_.cols(); ++j)
    for (Size i = 0; i < basis_.rows(); ++i) basis_(i, j) = random.normal();
  orthonormalized(basis_);
}

bool LeadingEigenvalues::expand() {
  const Size n = matrix_.rows(), width = std::min(block_width, n), known = basis_.cols();
  if (known + width > n) return false;
  MatrixXd product(n, width);
  const MatrixXd last = basis_.rightCols(width);
  parallel_for(context_, std::size_t((n + band - 1) / band), 1, [&](std::size_t part) {
    const Size row = Size(part) * band, rows = std::min(band, n - row);
    product.middleRows(row, rows).noalias() = matrix_.middleCols(row, rows).transpose() * last;
  });

  MatrixXd along = basis_.transpose() * product;
  product.noalias() -= basis_ * along;
  const MatrixXd again = basis_.transpose() * product;
  product.noalias() -= basis_ * again;
  along += again;
  coupling_ = orthonormalized(product);
  product -= basis_ * (basis_.transpose() * product);  // columns that rounding alone has chosen
  orthonormalized(product);

  projected_.conservativeResize(known, known);
  projected_.rightCols(width) = along;
  projected_.bottomRows(width) = along.transpose();
  basis_.conservativeResize(n, known + width);
  basis_.rightCols(width) = product;
  return true;
}

RitzValues LeadingEigenvalues::converged() const {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(projected_);
  const auto& values = solver.eigenvalues();
  const MatrixXd residuals = coupling_ * solver.eigenvectors().bottomRows(coupling_.cols());
  const double limit = residual_limit * values.cwiseAbs().maxCoeff();
  RitzValues ritz;
  double squares = 0;
  for (Size k = values.size(); k-- > 0;) {
    if (!(residuals.col(k).norm() <= limit)) continue;
    ritz.values.push_back(values(k));
    squares += residuals.col(k).squaredNorm();
  }
  ritz.error = std::sqrt(2 * double(ritz.values.size()) * squares);
  return ritz;
}

}  // namespace tessera
