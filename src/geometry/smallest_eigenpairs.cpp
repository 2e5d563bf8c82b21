// SPDX-License-Identifier: MIT
// 1. The inverse of matrix + shift has the pairs asked for as its largest, far apart: its Krylov spaces hold them
// first.
//    The shift, a millionth of the mean of the diagonal, makes it exist.
// 2. A block of 16 vectors at a time: copies of a multiple eigenvalue that one vector's space would miss come by the
//    others. Start: random numbers of a fixed key, so that the same matrix has the same result.
// 3. Every new block is made orthogonal to all before, twice, and joins the basis.
// 4. Rayleigh-Ritz: the pairs of the inverse on the basis. Converged when the residuals of the matrix are small; else
//    the basis grows by half.
#include "geometry/smallest_eigenpairs.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SparseCholesky>

namespace tessera {
namespace {

constexpr Eigen::Index dense_rows = 1000, block = 16;
constexpr double tolerance = 1e-8;

using Matrix = Eigen::MatrixXd;
using Sparse = Eigen::SparseMatrix<double>;

Eigenpairs dense_eigenpairs(const Sparse& matrix, Eigen::Index count, const Context& context) {
  const auto n = std::uint64_t(matrix.rows());
  context.require_memory(24 * n * n, fmt::format("the spectrum of {} vertices", n), "ask for fewer eigenpairs");
  const Eigen::SelfAdjointEigenSolver<Matrix> solver{Matrix(matrix)};
  if (solver.info() != Eigen::Success) throw Error(codes::internal, "the eigenvalues did not converge");
  return {solver.eigenvalues().head(count), solver.eigenvectors().leftCols(count)};
}

/// The columns made orthogonal to the basis and to each other.
Matrix orthogonal(Matrix columns, const Eigen::Ref<const Matrix>& basis) {
  for (int pass = 0; pass < 2; ++pass) {
    columns -= basis * (basis.transpose() * columns);
    const Eigen::HouseholderQR<Matrix> factors(columns);
    columns = factors.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
  }
  return columns;
}

class InverseKrylov {
 public:
  InverseKrylov(const Sparse& matrix, const Context& context) : matrix_(matrix), context_(context) {
    Sparse shifted = matrix;
    shift_ = 1e-6 * matrix.diagonal().mean();
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) shifted.coeffRef(row, row) += shift_;
    inverse_.compute(shifted);
    if (inverse_.info() != Eigen::Success) throw Error(codes::internal, "the shifted matrix was not positive");
  }

  Eigenpairs smallest(Eigen::Index count) {
    const Eigen::Index rows = matrix_.rows();
    for (Eigen::Index columns = 2 * count + 4 * block; columns + block <= rows; columns += columns / 2) {
      context_.require_memory(24 * std::uint64_t(rows) * std::uint64_t(columns),
                              fmt::format("{} waves on {} vertices", count, rows), "ask for fewer eigenpairs");
      grow(columns);
      auto pairs = on_basis(count);
      const Matrix residuals = matrix_ * pairs.vectors - pairs.vectors * pairs.values.asDiagonal();
      if (residuals.colwise().norm().maxCoeff() <= tolerance * (pairs.values[count - 1] + shift_)) return pairs;
    }
    throw Error(codes::internal, "the eigenvalues did not converge");
  }

 private:
  /// Step 3: at least that many columns.
  void grow(Eigen::Index columns) {
    const Eigen::Index rows = matrix_.rows();
    if (size_ == 0) {
      RandomStream random(0, 0);
      Matrix start(rows, block);
      for (double& x : start.reshaped()) x = random.uniform() - 0.5;
      basis_.resize(rows, columns + block);
      images_.resize(rows, columns + block);
      append(orthogonal(start, basis_.leftCols(0)));
    }
    basis_.conservativeResize(rows, columns + block);
    images_.conservativeResize(rows, columns + block);
    while (size_ < columns) append(orthogonal(images_.middleCols(size_ - block, block), basis_.leftCols(size_)));
  }
  void append(const Matrix& columns) {
    context_.check();
    basis_.middleCols(size_, block) = columns;
    images_.middleCols(size_, block) = inverse_.solve(columns);
    size_ += block;
  }

  /// Step 4.
  Eigenpairs on_basis(Eigen::Index count) const {
    const auto basis = basis_.leftCols(size_);
    Matrix projected = basis.transpose() * images_.leftCols(size_);
    projected = (projected + projected.transpose()).eval() / 2;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(projected);
    Eigenpairs pairs{Eigen::VectorXd(count), basis * solver.eigenvectors().rightCols(count).rowwise().reverse()};
    for (Eigen::Index k = 0; k < count; ++k) pairs.values[k] = 1 / solver.eigenvalues()[size_ - 1 - k] - shift_;
    return pairs;
  }

  const Sparse& matrix_;
  const Context& context_;
  double shift_;
  Eigen::SimplicialLDLT<Sparse> inverse_;
  Matrix basis_, images_;  // and what the inverse makes of it
  Eigen::Index size_ = 0;
};

}  // namespace

Eigenpairs smallest_eigenpairs(const Sparse& matrix, Index count, const Context& context) {
  const auto wanted = std::min<Eigen::Index>(count, matrix.rows());
  if (matrix.rows() <= std::max<Eigen::Index>(dense_rows, 3 * wanted)) return dense_eigenpairs(matrix, wanted, context);
  return InverseKrylov(matrix, context).smallest(wanted);
}

}  // namespace tessera
