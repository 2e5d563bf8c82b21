// SPDX-License-Identifier: MIT
// 1. The frame: points are brought to magnitude 1 by a power of two, the first point is subtracted (constant columns
//    are then 0 to the last bit), differences are brought to magnitude 1 again, their mean is subtracted.
// 2. Right singular vectors of the n x d matrix in that frame, by min(n, d): of R where X = QR (or X' = QR), or from
//    eigenvectors of X'X or XX'.
// 3. Coordinates are products with these vectors, for training points and others alike.
#include "tessera/manifold/pca.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <Eigen/QR>
#include <Eigen/SVD>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr Eigen::Index svd_side = 512;

/// The exponent of the power of two just above the largest magnitude; 0 for zeros.
int exponent_of(const std::vector<double>& numbers) {
  double largest = 0;
  for (const double x : numbers) largest = std::max(largest, std::abs(x));
  int exponent = 0;
  if (largest > 0) std::frexp(largest, &exponent);
  return exponent;
}

void scale_by(std::vector<double>& numbers, int exponent) {
  if (std::abs(exponent) > 1000) {  // the factor would over- or underflow where the products do not
    for (double& x : numbers) x = std::ldexp(x, exponent);
    return;
  }
  const double factor = std::ldexp(1, exponent);
  for (double& x : numbers) x *= factor;
}

struct Directions {
  Eigen::VectorXd lengths;  // singular values, descending
  Matrix vectors;           // right singular vectors, one a column
  double total = 0;         // sum of the squares of all singular values
};

/// Through a triangular factor whose side is the smaller one.
Directions by_singular_values(const Matrix& points) {
  const bool is_tall = points.rows() >= points.cols();
  const Eigen::HouseholderQR<Matrix> factors(is_tall ? points : Matrix(points.transpose()));
  const Eigen::Index side = std::min(points.rows(), points.cols());
  const Matrix upper = factors.matrixQR().topRows(side).triangularView<Eigen::Upper>();
  // X = QR: right vectors of R. X' = QR: X = R'Q', so the left vectors of R, turned by Q.
  const Eigen::BDCSVD<Matrix> svd(upper, is_tall ? Eigen::ComputeFullV : Eigen::ComputeFullU);
  Directions found;
  found.lengths = svd.singularValues();
  if (is_tall) {
    found.vectors = svd.matrixV();
  } else {
    found.vectors = Matrix::Zero(points.cols(), side);
    found.vectors.topRows(side) = svd.matrixU();
    found.vectors = factors.householderQ() * found.vectors;
  }
  found.total = found.lengths.squaredNorm();
  return found;
}

/// From eigenvectors of the smaller Gram matrix, more and more of them until `suffices` says so.
template <class Suffices>
Directions by_eigenvalues(const Matrix& points, Eigen::Index count, const Context& context, const Suffices& suffices) {
  const bool is_tall = points.rows() >= points.cols();
  const Eigen::Index side = std::min(points.rows(), points.cols());
  context.require_memory(8 * std::uint64_t(side) * std::uint64_t(side), fmt::format("products of {} rows", side),
                         "take fewer points or columns");
  const Matrix gram = is_tall ? Matrix(points.transpose() * points) : Matrix(points * points.transpose());
  Directions found;
  found.total = gram.trace();
  for (;; count = std::min(2 * count, side)) {
    const auto pairs = leading_eigenpairs(gram, count, context);
    const double noise = 1e-16 * double(side) * std::max(0.0, pairs.values[0]);
    found.lengths = (pairs.values.array() > noise).select(pairs.values.cwiseMax(0).cwiseSqrt(), 0);
    found.vectors = is_tall ? pairs.vectors : Matrix(points.transpose() * pairs.vectors);
    if (!is_tall)
      for (Eigen::Index k = 0; k < count; ++k)
        if (found.lengths[k] > 0) found.vectors.col(k).normalize();
    if (count == side || suffices(found)) return found;
  }
}

/// The least number of directions whose squares add up to the share; rounding of the sum is forgiven.
Eigen::Index count_for_share(const Directions& found, double share) {
  double sum = 0;
  for (Eigen::Index k = 0; k < found.lengths.size(); ++k) {
    sum += found.lengths[k] * found.lengths[k];
    if (sum >= share * found.total * (1 - 1e-12)) return k + 1;
  }
  return found.lengths.size() + 1;
}

void check_request(Index dimension, const PcaOptions& options) {
  if (options.variance_share) {
    if (!(*options.variance_share > 0 && *options.variance_share <= 1))
      throw Error(codes::bad_request,
                  fmt::format("needs a share in (0, 1], got {}", format_double(*options.variance_share)))
          .within("variance_share");
  } else if (options.components == 0 || options.components > dimension) {
    throw Error(codes::bad_request,
                fmt::format("needs between 1 and {} components, the dimension of the points, got {}", dimension,
                            options.components))
        .within("components");
  }
}

Directions leading_directions(const Matrix& points, const PcaOptions& options, const Context& context) {
  const Eigen::Index side = std::min(points.rows(), points.cols());
  if (side == 0) return {Eigen::VectorXd(0), Matrix(points.cols(), 0), 0};
  if (side <= svd_side) return by_singular_values(points);
  const Eigen::Index count = options.variance_share ? 16 : Eigen::Index(options.components);
  return by_eigenvalues(points, std::min(count, side), context, [&](const Directions& found) {
    return !options.variance_share || count_for_share(found, *options.variance_share) <= found.lengths.size();
  });
}

}  // namespace

PcaMap::PcaMap(const PointCloud& training, const PcaOptions& options, const Context& context)
    : dimension_(training.dimension()), whitens_(options.whiten) {
  check_request(dimension_, options);
  const std::size_t n = training.size(), d = dimension_;
  context.require_memory(24 * n * d, fmt::format("{} points of dimension {}", n, d), "take fewer points or columns");

  // The frame. Nothing is subtracted where the origin matters.
  base_.assign(d, 0);
  mean_.assign(d, 0);
  first_exponent_ = exponent_of(training.coordinates());
  if (options.center && n > 0)
    for (std::size_t axis = 0; axis < d; ++axis) base_[axis] = std::ldexp(training[0][axis], -first_exponent_);
  second_exponent_ = exponent_of(in_frame(training));
  if (options.center && n > 0) {
    const auto differences = in_frame(training);
    for (std::size_t at = 0; at < differences.size(); ++at) mean_[at % d] += differences[at];
    for (double& x : mean_) x /= double(n);
  }

  const auto framed = in_frame(training);
  const Matrix points = Eigen::Map<const RowMatrix>(framed.data(), Eigen::Index(n), Eigen::Index(d));
  auto found = leading_directions(points, options, context);
  const double noise = found.lengths.size() == 0 ? 0 : found.lengths[0] * double(std::max(n, d)) * 0x1p-52;
  components_ = options.components;
  if (options.variance_share)
    components_ = Index(std::clamp<Eigen::Index>(count_for_share(found, *options.variance_share), 1,
                                                 std::max<Eigen::Index>(1, found.lengths.size())));

  const Eigen::Index kept = std::min<Eigen::Index>(components_, found.lengths.size());
  Matrix vectors = Matrix::Zero(Eigen::Index(d), components_);
  for (Eigen::Index k = 0; k < kept; ++k)
    if (found.lengths[k] > noise) vectors.col(k) = found.vectors.col(k);
  orient(vectors);
  loadings_.assign(vectors.data(), vectors.data() + vectors.size());

  auto& ratios = embedding_.figures["explained_variance_ratio"];
  auto& deviations = embedding_.figures["standard_deviation"];
  for (Eigen::Index k = 0; k < components_; ++k) {
    const double length = k < kept && found.lengths[k] > noise ? found.lengths[k] : 0;
    const double deviation = length / std::sqrt(double(std::max<std::size_t>(n, 2) - 1));
    ratios.push_back(found.total > 0 ? length * length / found.total : 0);
    deviations.push_back(std::ldexp(deviation, first_exponent_ + second_exponent_));
    factors_.push_back(whitens_ && length > 0 ? 1 / deviation : 1);
  }
  embedding_.points = place(training, context);
}

/// Rows in the frame, row-major.
std::vector<double> PcaMap::in_frame(const PointCloud& points) const {
  auto rows = points.coordinates();
  scale_by(rows, -first_exponent_);
  for (std::size_t at = 0; at < rows.size(); ++at) rows[at] -= base_[at % dimension_];
  scale_by(rows, -second_exponent_);
  for (std::size_t at = 0; at < rows.size(); ++at) rows[at] -= mean_[at % dimension_];
  return rows;
}

PointCloud PcaMap::place(const PointCloud& others, const Context& context) const {
  if (others.dimension() != dimension_)
    throw Error(codes::bad_shape, fmt::format("needs points of dimension {}, got {}", dimension_, others.dimension()));
  const auto framed = in_frame(others);
  const Eigen::Map<const RowMatrix> rows(framed.data(), others.size(), dimension_);
  const Eigen::Map<const Matrix> loadings(loadings_.data(), dimension_, components_);
  std::vector<double> coordinates(std::size_t{others.size()} * components_);
  Eigen::Map<RowMatrix> result(coordinates.data(), others.size(), components_);
  // Entry by entry: the coordinates of a point do not depend on which others are placed with it.
  parallel_for(context, others.size(), 256, [&](std::size_t point) {
    for (Eigen::Index k = 0; k < components_; ++k)
      result(Eigen::Index(point), k) = rows.row(Eigen::Index(point)).dot(loadings.col(k)) * factors_[std::size_t(k)];
  });
  if (!whitens_) scale_by(coordinates, first_exponent_ + second_exponent_);
  return PointCloud(others.size(), components_, std::move(coordinates));
}

Embedding pca(const PointCloud& points, const Split* split, const PcaOptions& options, const Context& context) {
  return embedded_with<PcaMap>(points, split, options, context);
}

}  // namespace tessera
