// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/data/point_cloud.hpp"

#include <span>
#include <vector>

namespace tessera {

/// How far two points are apart. Euclidean, manhattan and chebyshev are the 2-, 1- and infinity-norm of x - y.
/// Cosine is 1 - <x, y> / (|x| |y|), in [0, 2]; correlation is the cosine of the points less their means, that is
/// 1 - Pearson's r. These two are dissimilarities: they break the triangle inequality and refuse a point without
/// direction (zero, or constant).
enum class Metric { euclidean, manhattan, chebyshev, cosine, correlation };

/// The points of a cloud with a metric, laid out so that a row of distances is computed by vector instructions.
///
/// d(i, j) is a function of the two points alone: symmetric to the last bit, 0 for equal points, the same whether asked
/// for singly or in a row, and indifferent to how the points are numbered. Nothing overflows or underflows on the way:
/// coordinates of 1e300 or 1e-300 give distances with the usual relative error of about dimension * 2^-53.
/// Memory: one copy of the points. Coordinates on which all points agree are not stored.
class MetricSpace {
 public:
  static constexpr Index tile = 16;  // points whose coordinates are interleaved, so that they are worked on together

  /// Throws D101, naming the point, when the metric is cosine or correlation and a point has no direction, or when
  /// the box of the points is so wide that a distance may not be finite.
  explicit MetricSpace(const PointCloud& points, Metric metric = Metric::euclidean);

  Index size() const noexcept { return size_; }
  double operator()(Index i, Index j) const noexcept;

  /// out[j - begin] = d(i, j) for j in [begin, end). `begin` is a multiple of `tile`. Cost: (end - begin) * dimension.
  void distances_from(Index i, Index begin, Index end, double* out) const noexcept;

  /// Distances between the points [rows, rows + side) and [columns, columns + side), clipped to the cloud, to
  /// out[(i - rows) * side + (j - columns)]. Both are multiples of `side`. Reuses what is in the cache: faster than
  /// rows one by one when the cloud is not in the cache.
  static constexpr Index side = 64;
  void distances_between(Index rows, Index columns, double* out) const noexcept;

 private:
  template <class Step>
  void row_sums(Index i, Index begin, Index end, double* out, Step step) const noexcept;
  template <class Step>
  void block_sums(Index rows, Index columns, double* out, Step step) const noexcept;
  double coordinate(Index point, Index axis) const noexcept {
    return tiles_[(std::size_t{point / tile} * dimension_ + axis) * tile + point % tile];
  }
  double finished(double sum, Index i, Index j) const noexcept;
  void finish(double* sums, Index i, Index begin, Index end) const noexcept;
  double scaled_norm(Index i, Index j) const noexcept;
  void require_finite_distances(const PointCloud& points) const;

  Index size_ = 0, dimension_ = 0;
  Metric metric_;
  std::vector<double> tiles_;  // tile after tile; in a tile coordinate after coordinate, `tile` points each
};

/// d(x, y), by the rules of MetricSpace. Throws D102 when the lengths differ.
double distance(std::span<const double> x, std::span<const double> y, Metric metric = Metric::euclidean);

}  // namespace tessera
