// SPDX-License-Identifier: MIT
#include "geometry/neighbor_candidates.hpp"
#include "tessera/core/parallel.hpp"

#include <Eigen/Core>

namespace tessera {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix centered(const PointCloud& points) {
  const auto scaled = unit_scaled(points);
  Matrix x = Eigen::Map<const Matrix>(scaled.data(), points.size(), points.dimension());
  const Eigen::RowVectorXd mean = x.colwise().mean();
  x.rowwise() -= mean;
  return x;
}

}  // namespace

void candidates_from_products(const PointCloud& points, Index k, const Context& context, const TakeCandidates& take) {
  const Matrix x = centered(points);
  const Eigen::VectorXd squares = x.rowwise().squaredNorm();

  // With u = 2^-53, d the dimension and r the largest norm, the product form errs by at most 2 (d + 3) u r^2, centering
  // by 8 u r^2 more, and the distances by which rows are finally sorted by 4 (d + 4) u r^2 in the square. All together
  // stay below `error`. The k-th least approximation a is at least the k-th square less `error`, so whoever belongs to
  // the k nearest, ties included, has an approximation of at most a + 2 error.
  const double error = 16 * (double(points.dimension()) + 16) * 0x1p-53 * squares.maxCoeff() + 0x1p-900;

  constexpr Index rows = 32;
  parallel_for_blocks(context, points.size(), rows, [&](std::size_t begin, std::size_t end) {
    const auto count = Eigen::Index(end - begin);
    Matrix approximate = -2 * (x.middleRows(Eigen::Index(begin), count) * x.transpose());
    approximate.colwise() += squares.segment(Eigen::Index(begin), count);
    approximate.rowwise() += squares.transpose();

    std::vector<double> heap;
    std::vector<Index> candidates;
    for (Eigen::Index row = 0; row < count; ++row) {
      const Index point = Index(begin) + Index(row);
      approximate(row, point) = infinity;
      const std::span<const double> values(approximate.row(row).data(), points.size());
      const double bound = kth_least(values, k, heap) + 2 * error;

      candidates.clear();
      for (Index other = 0; other < points.size(); ++other)
        if (values[other] <= bound) candidates.push_back(other);
      take(point, candidates);
    }
  });
}

}  // namespace tessera
