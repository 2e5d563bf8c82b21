// SPDX-License-Identifier: MIT
// 1. A block of vectors at a time, from a fixed key: copies of a multiple eigenvalue come by different vectors.
// 2. The image of each block, made orthogonal to all before, twice, joins the basis. Columns that vanish, because the
//    basis holds an invariant space already, are drawn anew: the rest of the spectrum is not lost.
// 3. Rayleigh-Ritz on the basis. Converged when residuals are small; else the basis grows by half.
#include "manifold/leading_eigenpairs.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;

constexpr Eigen::Index dense_rows = 300, block = 12;
constexpr double accuracy = 1e-11, rough_accuracy = 1e-3;  // of residuals, as parts of the norm

class BlockKrylov {
 public:
  BlockKrylov(const Matrix& matrix, const Context& context)
      : matrix_(matrix), context_(context), norm_(matrix.cwiseAbs().rowwise().sum().maxCoeff()) {}

  LeadingEigenpairs leading(Eigen::Index count) {
    const Eigen::Index rows = matrix_.rows();
    for (Eigen::Index columns = 2 * count + 3 * block; columns + block <= rows; columns += columns / 3) {
      context_.require_memory(24 * std::uint64_t(rows) * std::uint64_t(columns),
                              fmt::format("{} eigenpairs of {} rows", count, rows), "ask for fewer components");
      grow(columns);
      if (const auto pairs = on_basis(count); pairs.values.size() > 0) return pairs;
    }
    return {};
  }

 private:
  void grow(Eigen::Index columns) {
    basis_.conservativeResize(matrix_.rows(), columns + block);
    images_.conservativeResize(matrix_.rows(), columns + block);
    if (size_ == 0) append(orthogonal(drawn()));
    while (size_ < columns) append(orthogonal(images_.middleCols(size_ - block, block)));
  }

  Matrix drawn() {
    Matrix columns(matrix_.rows(), block);
    for (double& x : columns.reshaped()) x = random_.uniform() - 0.5;
    return columns;
  }

  /// Step 2.
  Matrix orthogonal(Matrix columns) {
    const auto basis = basis_.leftCols(size_);
    Matrix fresh = drawn();
    for (int pass = 0; pass < 3; ++pass) {
      const Matrix products = basis.transpose() * columns;
      columns.noalias() -= basis * products;
      if (pass == 0)
        for (Eigen::Index k = 0; k < block; ++k)
          if (columns.col(k).norm() <= 1e-14 * norm_) columns.col(k) = fresh.col(k);
      const Eigen::HouseholderQR<Matrix> factors(columns);
      columns = factors.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
    }
    return columns;
  }

  void append(const Matrix& columns) {
    context_.check();
    basis_.middleCols(size_, block) = columns;
    auto image = images_.middleCols(size_, block);
    parallel_for_blocks(context_, std::size_t(matrix_.rows()), 256, [&](std::size_t begin, std::size_t end) {
      const auto first = Eigen::Index(begin), many = Eigen::Index(end - begin);
      image.middleRows(first, many).noalias() = matrix_.middleCols(first, many).transpose() * columns;
    });
    size_ += block;
  }

  /// Step 3; nothing where the residuals are too large.
  LeadingEigenpairs on_basis(Eigen::Index count) const {
    const auto basis = basis_.leftCols(size_);
    const auto images = images_.leftCols(size_);
    Matrix projected = basis.transpose() * images;
    projected = (projected + projected.transpose()).eval() / 2;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(projected);

    LeadingEigenpairs pairs;
    pairs.values = solver.eigenvalues().tail(count).reverse();
    pairs.least = solver.eigenvalues()[0];
    const Matrix turn = solver.eigenvectors().rightCols(count).rowwise().reverse();
    pairs.vectors = basis * turn;
    const Matrix residuals = images * turn - pairs.vectors * pairs.values.asDiagonal();
    const Eigen::VectorXd last = solver.eigenvectors().col(0);
    const double rough = (images * last - pairs.least * (basis * last)).norm();
    const double scale = std::max(std::abs(pairs.least), std::abs(pairs.values[0]));
    const bool is_good = residuals.colwise().norm().maxCoeff() <= accuracy * scale && rough <= rough_accuracy * scale;
    return is_good ? pairs : LeadingEigenpairs{};
  }

  const Matrix& matrix_;
  const Context& context_;
  double norm_;
  RandomStream random_{0, 0};
  Matrix basis_, images_;  // and what the matrix makes of it
  Eigen::Index size_ = 0;
};

LeadingEigenpairs dense_pairs(const Matrix& matrix, Eigen::Index count, const Context& context) {
  const auto n = std::uint64_t(matrix.rows());
  context.require_memory(16 * n * n, fmt::format("the spectrum of {} rows", n), "take fewer points");
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
  if (solver.info() != Eigen::Success) throw Error(codes::internal, "the eigenvalues did not converge");
  LeadingEigenpairs pairs;
  pairs.values = solver.eigenvalues().tail(count).reverse();
  pairs.vectors = solver.eigenvectors().rightCols(count).rowwise().reverse();
  pairs.least = solver.eigenvalues()[0];
  return pairs;
}

}  // namespace

void orient(Matrix& columns) {
  for (auto column : columns.colwise()) {
    if (column.size() == 0) continue;
    const double largest = column.cwiseAbs().maxCoeff() * (1 - 1e-6);
    const auto pivot = std::ranges::find_if(column, [&](double x) { return std::abs(x) >= largest; });
    if (pivot != column.end() && *pivot < 0) column = -column;
  }
}

LeadingEigenpairs leading_eigenpairs(const Matrix& matrix, Eigen::Index count, const Context& context) {
  count = std::min(count, matrix.rows());
  if (count == 0) return {};
  LeadingEigenpairs pairs;
  const bool is_small = matrix.rows() <= std::max(dense_rows, 4 * count);
  if (!is_small && !matrix.isZero(0)) pairs = BlockKrylov(matrix, context).leading(count);
  if (pairs.values.size() == 0) pairs = dense_pairs(matrix, count, context);
  orient(pairs.vectors);
  return pairs;
}

}  // namespace tessera
