// SPDX-License-Identifier: MIT
// Smallest pairs of a sparse matrix; the largest are the smallest of its negative.
// 1. Matrix - floor is positive. A matrix without negative eigenvalues has a floor a millionth of its mean diagonal
//    below 0. Of another one the floor is sought below the least Ritz value of a few steps without inverse. The signs
//    of the pivots of a Cholesky factor decide (Sylvester's law of inertia).
// 2. Where that factor is sparse enough, the inverse has the pairs asked for as its largest, far apart: its Krylov
//    spaces hold them first. Else the spaces of the matrix itself are taken.
// 3. A block of 16 vectors at a time: copies of a multiple eigenvalue that one vector's space would miss come by the
//    others. Start: random numbers of a fixed key, so that the same matrix has the same result.
// 4. Every new block is made orthogonal to all before, twice, and joins the basis.
// 5. Rayleigh-Ritz on the basis. Converged when the residuals of the matrix are small; else the basis grows by half.
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SparseCholesky>

namespace tessera {
namespace {

constexpr Eigen::Index dense_rows = 1000, block = 16;
constexpr double most_operations = 1e11;  // of a Cholesky factorisation that is still tried: a minute at worst

using Matrix = Eigen::MatrixXd;
using Sparse = Eigen::SparseMatrix<double>;

constexpr const char* remedy = "ask for fewer eigenpairs, or a sparser graph";

/// The largest absolute row sum, a bound of the spectrum on both sides.
double norm_of(const Sparse& matrix) {
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(matrix.cols());
  for (Eigen::Index column = 0; column < matrix.outerSize(); ++column)
    for (Sparse::InnerIterator entry(matrix, column); entry; ++entry) sums[column] += std::abs(entry.value());
  return sums.size() == 0 ? 0 : sums.maxCoeff();
}

/// Knows how large its factor will be before it computes it.
class ForecastCholesky : public Eigen::SimplicialLDLT<Sparse> {
 public:
  double nonzeros() const { return m_nonZerosPerCol.template cast<double>().sum(); }
  double operations() const { return m_nonZerosPerCol.template cast<double>().squaredNorm(); }
};

class BlockKrylov {
 public:
  BlockKrylov(const Sparse& matrix, double tolerance, const Context& context)
      : matrix_(matrix), norm_(norm_of(matrix)), tolerance_(tolerance), context_(context) {}

  /// Pairs in ascending order.
  Eigenpairs smallest(Eigen::Index count) {
    choose_operator();
    const Eigen::Index rows = matrix_.rows();
    for (Eigen::Index columns = 2 * count + 4 * block; columns + block <= rows; columns += columns / 2) {
      context_.require_memory(24 * std::uint64_t(rows) * std::uint64_t(columns),
                              fmt::format("{} eigenpairs of {} rows", count, rows), remedy);
      grow(columns);
      auto pairs = on_basis(count);
      const Matrix residuals = matrix_ * pairs.vectors - pairs.vectors * pairs.values.asDiagonal();
      if (residuals.colwise().norm().maxCoeff() <= accuracy(pairs)) return pairs;
    }
    throw Error(codes::internal, "the eigenvalues did not converge", remedy);
  }

 private:
  /// The inverse gives small values to more than the accuracy asked for, at no further cost.
  double accuracy(const Eigenpairs& pairs) const {
    return tolerance_ * (is_inverse_ ? std::min(norm_, pairs.values[pairs.values.size() - 1] - floor_) : norm_);
  }

  /// Steps 1 and 2.
  void choose_operator() {
    inverse_.analyzePattern(matrix_);
    if (inverse_.operations() > most_operations) return;
    context_.require_memory(std::uint64_t(12 * inverse_.nonzeros()), "a sparse Cholesky factor", remedy);
    const double mean = matrix_.diagonal().mean();
    if (mean > 0 && inverts_above(-1e-6 * mean)) return;

    grow(6 * block);
    const double least = on_basis(1).values[0];
    size_ = 0;
    for (double margin = 1e-6; margin < 1; margin *= 10)
      if (inverts_above(least - margin * norm_)) return;
  }

  bool inverts_above(double floor) {
    context_.check();
    floor_ = floor;
    inverse_.setShift(-floor);
    inverse_.factorize(matrix_);
    is_inverse_ = inverse_.info() == Eigen::Success && (inverse_.vectorD().array() > 0).all();
    return is_inverse_;
  }

  /// Step 4: at least that many columns.
  void grow(Eigen::Index columns) {
    const Eigen::Index rows = matrix_.rows();
    basis_.conservativeResize(rows, columns + block);
    images_.conservativeResize(rows, columns + block);
    if (size_ == 0) {
      RandomStream random(0, 0);
      Matrix start(rows, block);
      for (double& x : start.reshaped()) x = random.uniform() - 0.5;
      append(orthogonal(start));
    }
    while (size_ < columns) append(orthogonal(images_.middleCols(size_ - block, block)));
  }

  /// The columns made orthogonal to the basis and to each other.
  Matrix orthogonal(Matrix columns) const {
    const auto basis = basis_.leftCols(size_);
    for (int pass = 0; pass < 2; ++pass) {
      columns -= basis * (basis.transpose() * columns);
      const Eigen::HouseholderQR<Matrix> factors(columns);
      columns = factors.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
    }
    return columns;
  }

  void append(const Matrix& columns) {
    context_.check();
    basis_.middleCols(size_, block) = columns;
    if (is_inverse_) {
      images_.middleCols(size_, block) = inverse_.solve(columns);
    } else {
      images_.middleCols(size_, block) = -(matrix_ * columns);
    }
    size_ += block;
  }

  /// Step 5.
  Eigenpairs on_basis(Eigen::Index count) const {
    const auto basis = basis_.leftCols(size_);
    Matrix projected = basis.transpose() * images_.leftCols(size_);
    projected = (projected + projected.transpose()).eval() / 2;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(projected);
    Eigenpairs pairs;
    pairs.values = solver.eigenvalues().tail(count).reverse();
    pairs.vectors = basis * solver.eigenvectors().rightCols(count).rowwise().reverse();
    if (is_inverse_) {
      pairs.values = pairs.values.cwiseInverse().array() + floor_;
    } else {
      pairs.values = -pairs.values;
    }
    return pairs;
  }

  const Sparse& matrix_;
  double norm_, tolerance_, floor_ = 0;
  const Context& context_;
  ForecastCholesky inverse_;
  bool is_inverse_ = false;
  Matrix basis_, images_;  // and what the operator makes of it
  Eigen::Index size_ = 0;
};

Eigenpairs dense_pairs(const Matrix& matrix, Eigen::Index count, SpectrumEnd end, const Context& context) {
  const auto n = std::uint64_t(matrix.rows());
  context.require_memory(24 * n * n, fmt::format("the spectrum of {} rows", n), remedy);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
  if (solver.info() != Eigen::Success) throw Error(codes::internal, "the eigenvalues did not converge");
  Eigenpairs pairs;
  if (end == SpectrumEnd::smallest) {
    pairs.values = solver.eigenvalues().head(count);
    pairs.vectors = solver.eigenvectors().leftCols(count);
  } else {
    pairs.values = solver.eigenvalues().tail(count).reverse();
    pairs.vectors = solver.eigenvectors().rightCols(count).rowwise().reverse();
  }
  return pairs;
}

Eigenpairs sparse_pairs(const Sparse& matrix, Eigen::Index count, const EigenpairOptions& options,
                        const Context& context) {
  if (options.end == SpectrumEnd::smallest) return BlockKrylov(matrix, options.tolerance, context).smallest(count);
  const Sparse negative = -matrix;
  auto pairs = BlockKrylov(negative, options.tolerance, context).smallest(count);
  pairs.values = -pairs.values;
  return pairs;
}

void orient(Matrix& vectors) {
  for (auto vector : vectors.colwise()) {
    const double largest = vector.cwiseAbs().maxCoeff() * (1 - 1e-6);
    const auto pivot = std::ranges::find_if(vector, [&](double x) { return std::abs(x) >= largest; });
    if (pivot != vector.end() && *pivot < 0) vector = -vector;
  }
}

/// From one pair more than asked for, where there is one.
Eigenpairs finished(Eigenpairs pairs, Eigen::Index count, double gap) {
  Index group = 0;
  for (Eigen::Index k = 0; k < pairs.values.size(); ++k) {
    if (k > 0 && std::abs(pairs.values[k] - pairs.values[k - 1]) > gap) ++group;
    pairs.groups.push_back(group);
  }
  if (pairs.values.size() > count) {
    pairs.splits_last_group = count > 0 && pairs.groups[count - 1] == pairs.groups[count];
    pairs.values.conservativeResize(count);
    pairs.vectors.conservativeResize(Eigen::NoChange, count);
    pairs.groups.resize(count);
  }
  orient(pairs.vectors);
  return pairs;
}

void check_request(Eigen::Index rows, Eigen::Index columns, bool is_finite, const EigenpairOptions& options) {
  if (rows != columns) throw Error(codes::bad_shape, fmt::format("needs a square matrix, got {} x {}", rows, columns));
  if (!is_finite) throw Error(codes::bad_value, "needs finite entries, got one that is not");
  if (!(options.tolerance > 0 && options.tolerance < 1))
    throw Error(codes::bad_request, fmt::format("needs a number in (0, 1), got {}", format_double(options.tolerance)))
        .within("tolerance");
}

}  // namespace

Eigenpairs symmetric_eigenpairs(const Sparse& matrix, const EigenpairOptions& options, const Context& context) {
  const double norm = norm_of(matrix);
  check_request(matrix.rows(), matrix.cols(), std::isfinite(norm) && Eigen::isfinite(matrix.coeffs()).all(), options);
  const auto count = std::min<Eigen::Index>(options.count, matrix.rows());
  if (count == 0) return {Eigen::VectorXd(), Matrix(matrix.rows(), 0), {}, false};

  const auto more = std::min(count + 1, matrix.rows());
  const bool is_dense = matrix.rows() <= std::max(dense_rows, 3 * more) || norm == 0;
  auto pairs =
      is_dense ? dense_pairs(Matrix(matrix), more, options.end, context) : sparse_pairs(matrix, more, options, context);
  return finished(std::move(pairs), count, options.tolerance * norm);
}

Eigenpairs symmetric_eigenpairs(const Matrix& matrix, const EigenpairOptions& options, const Context& context) {
  check_request(matrix.rows(), matrix.cols(), matrix.allFinite(), options);
  const auto count = std::min<Eigen::Index>(options.count, matrix.rows());
  if (count == 0) return {Eigen::VectorXd(), Matrix(matrix.rows(), 0), {}, false};

  const auto more = std::min(count + 1, matrix.rows());
  const double norm = matrix.cwiseAbs().colwise().sum().maxCoeff();
  return finished(dense_pairs(matrix, more, options.end, context), count, options.tolerance * norm);
}

}  // namespace tessera
