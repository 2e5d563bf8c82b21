// SPDX-License-Identifier: MIT
// Two steps to tridiagonal form, because one step spends half of its time on matrix-vector products, which wait for
// memory:
//   1. Dense to band (half width 32). For every 32 columns: Householder reflectors Q = I - V T V^T make the part below
//      the band triangular; the trailing matrix A becomes Q^T A Q = A - V W^T - W V^T with Y = A V T,
//      W = Y - V (T^T V^T Y) / 2. All products of matrices, in tiles that threads share.
//   2. Band to tridiagonal (bulge chasing, Schwarz 1968). A reflector of length 32 clears a column below its
//      subdiagonal; acting from both sides it fills a block below the band, whose first column the next reflector
//      clears, 32 rows further down, and so on to the end. What remains of the bulge is left to the next column's
//      chase.
//   3. Implicit QR on the tridiagonal matrix (Eigen), without vectors.
#include "manifold/symmetric_eigenvalues.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/Householder>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tessera {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Size = Eigen::Index;

constexpr Size width = 32;          // of the band
constexpr Size tile = 256;          // rows and columns that one product takes together
constexpr Size direct_limit = 100;  // up to here Eigen's one step is as fast

struct Reflectors {
  MatrixXd v;   // one a column, unit lower trapezoidal
  MatrixXd vt;  // V T
};

/// Makes the panel upper triangular.
Reflectors triangularized(Eigen::Ref<MatrixXd> panel) {
  const Size m = panel.rows(), count = std::min(m, panel.cols());
  MatrixXd v = MatrixXd::Zero(m, count), t = MatrixXd::Zero(count, count);
  for (Size j = 0; j < count; ++j) {
    double beta = 0;
    VectorXd essential(m - j - 1);
    panel.col(j).tail(m - j).makeHouseholder(essential, t(j, j), beta);
    panel.col(j).tail(m - j).setZero();
    panel(j, j) = beta;
    v(j, j) = 1;
    v.col(j).tail(m - j - 1) = essential;

    const auto reflector = v.col(j).tail(m - j);
    auto rest = panel.bottomRightCorner(m - j, panel.cols() - j - 1);
    const Eigen::RowVectorXd along = reflector.transpose() * rest;
    rest.noalias() -= (t(j, j) * reflector) * along;
    if (j > 0) {
      const VectorXd overlaps = -t(j, j) * (v.leftCols(j).transpose() * v.col(j));
      t.col(j).head(j) = t.topLeftCorner(j, j).triangularView<Eigen::Upper>() * overlaps;
    }
  }
  MatrixXd vt = v * t.triangularView<Eigen::Upper>();
  return {std::move(v), std::move(vt)};
}

/// The rows of tile I of a matrix whose tiles lie on the grid of multiples of `tile`, from `first` on.
struct Rows {
  Size begin, size;
};
Rows rows_of_tile(Size index, Size first, Size n) {
  const Size begin = std::max(first, index * tile);
  return {begin, std::min(n, (index + 1) * tile) - begin};
}

/// A becomes Q^T A Q for the trailing matrix A from row `first` on: tiles on and below the diagonal, the former whole.
void transform_trailing(MatrixXd& a, Size first, const Reflectors& q, const Context& context) {
  const Size n = a.rows(), m = n - first, count = q.v.cols();
  const Size first_tile = first / tile, tiles = (n + tile - 1) / tile - first_tile;
  MatrixXd y(m, count);
  parallel_for(context, std::size_t(tiles), 1, [&](std::size_t block) {
    const auto [row, rows] = rows_of_tile(first_tile + Size(block), first, n);
    auto part = y.middleRows(row - first, rows);
    part.setZero();
    for (Size other = 0; other < tiles; ++other) {
      const auto [column, columns] = rows_of_tile(first_tile + other, first, n);
      const auto factor = q.vt.middleRows(column - first, columns);
      if (column <= row)
        part.noalias() += a.block(row, column, rows, columns) * factor;
      else
        part.noalias() += a.block(column, row, columns, rows).transpose() * factor;
    }
  });

  MatrixXd left(m, 2 * count), right(m, 2 * count);  // (V W) and (W V)
  const MatrixXd inner = q.vt.transpose() * y;
  left.leftCols(count) = q.v;
  left.rightCols(count).noalias() = y - 0.5 * q.v * inner;
  right.leftCols(count) = left.rightCols(count);
  right.rightCols(count) = q.v;
  parallel_for(context, std::size_t(tiles), 1, [&](std::size_t block) {
    const auto [row, rows] = rows_of_tile(first_tile + Size(block), first, n);
    for (Size other = 0; other <= Size(block); ++other) {
      const auto [column, columns] = rows_of_tile(first_tile + other, first, n);
      a.block(row, column, rows, columns).noalias() -=
          left.middleRows(row - first, rows) * right.middleRows(column - first, columns).transpose();
    }
  });
}

void reduce_to_band(MatrixXd& a, const Context& context) {
  const Size n = a.rows();
  for (Size begin = 0; begin < n; begin += tile) {
    const Size size = std::min(tile, n - begin);
    MatrixXd diagonal = a.block(begin, begin, size, size).selfadjointView<Eigen::Lower>();
    a.block(begin, begin, size, size) = diagonal;
  }
  for (Size column = 0; column + width + 1 < n; column += width) {
    const Size first = column + width;
    const auto reflectors = triangularized(a.block(first, column, n - first, width));
    transform_trailing(a, first, reflectors, context);
    context.check();
  }
}

/// The lower triangle of a band matrix with room for the bulge: entry (i, j), j <= i < j + 2 width, is at
/// i - j in column j. Rows and columns of zeros follow the last. Blocks on the diagonal spill their upper triangle into
/// room that nothing else uses.
class Band {
 public:
  explicit Band(const MatrixXd& a) : size_(a.rows()), entries_(std::size_t(stride * (a.rows() + 3 * width)), 0.0) {
    for (Size j = 0; j < size_; ++j)
      for (Size i = j; i < std::min(size_, j + width + 1); ++i) at(i, j) = a(i, j);
  }

  using Block = Eigen::Map<Eigen::Matrix<double, width, width>, 0, Eigen::OuterStride<>>;
  using Reflector = Eigen::Matrix<double, width, 1>;

  Size size() const { return size_; }
  double& at(Size i, Size j) { return entries_[std::size_t(stride * (j + 1) + i - j)]; }
  Block block(Size i, Size j) { return Block(&at(i, j), Eigen::OuterStride<>(stride - 1)); }

 private:
  static constexpr Size stride = 3 * width;
  Size size_;
  std::vector<double> entries_;
};

/// v and tau with (I - tau v v^T) x = beta e_1; x is overwritten by that.
template <class Column>
double reflect(Column x, Band::Reflector& v) {
  double tau = 0, beta = 0;
  Eigen::Matrix<double, width - 1, 1> essential;
  x.makeHouseholder(essential, tau, beta);
  x.setZero();
  x(0) = beta;
  v(0) = 1;
  v.template tail<width - 1>() = essential;
  return tau;
}

/// Clears column j below its subdiagonal and drives the bulge out at the end.
void chase(Band& band, Size j) {
  Band::Reflector v, next, product;
  Eigen::Matrix<double, width, 1> first;
  for (Size i = 0; i < width; ++i) first(i) = band.at(j + 1 + i, j);
  double tau = reflect(first.head<width>(), v);
  for (Size i = 0; i < width; ++i) band.at(j + 1 + i, j) = first(i);

  for (Size row = j + 1; row + 1 < band.size(); row += width) {
    auto diagonal = band.block(row, row);
    product.noalias() = diagonal.selfadjointView<Eigen::Lower>() * (tau * v);
    product -= (0.5 * tau * product.dot(v)) * v;
    diagonal.selfadjointView<Eigen::Lower>().rankUpdate(v, product, -1);
    if (row + width >= band.size()) break;

    auto below = band.block(row + width, row);
    product.noalias() = below * v;
    below.noalias() -= (tau * product) * v.transpose();
    tau = reflect(below.col(0), next);
    auto rest = below.rightCols<width - 1>();
    const Eigen::Matrix<double, 1, width - 1> along = next.transpose() * rest;
    rest.noalias() -= (tau * next) * along;
    v = next;
  }
}

}  // namespace

VectorXd symmetric_eigenvalues(MatrixXd matrix, const Context& context) {
  const Size n = matrix.rows();
  if (n == 0) return {};
  const double largest = matrix.triangularView<Eigen::Lower>().toDenseMatrix().cwiseAbs().maxCoeff();
  if (!(largest > 0)) return VectorXd::Zero(n);
  const int exponent = std::ilogb(largest);
  matrix *= std::ldexp(1.0, -exponent / 2);
  matrix *= std::ldexp(1.0, -(exponent - exponent / 2));

  Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
  if (n <= direct_limit) {
    solver.compute(matrix, Eigen::EigenvaluesOnly);
  } else {
    reduce_to_band(matrix, context);
    Band band(matrix);
    matrix.resize(0, 0);
    for (Size j = 0; j + 2 < n; ++j) {
      chase(band, j);
      if (j % 16 == 0) context.check();
    }
    VectorXd diagonal(n), subdiagonal(n - 1);
    for (Size j = 0; j < n; ++j) diagonal(j) = band.at(j, j);
    for (Size j = 0; j + 1 < n; ++j) subdiagonal(j) = band.at(j + 1, j);
    solver.computeFromTridiagonal(diagonal, subdiagonal, Eigen::EigenvaluesOnly);
  }
  if (solver.info() != Eigen::Success) throw Error(codes::internal, "the eigenvalue iteration did not converge");
  const double half = std::ldexp(1.0, exponent / 2), other_half = std::ldexp(1.0, exponent - exponent / 2);
  return solver.eigenvalues() * half * other_half;
}

}  // namespace tessera
