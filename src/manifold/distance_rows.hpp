// SPDX-License-Identifier: MIT
// Distances from one point to all, of points or of a matrix, in a unit in which their squares do not overflow.
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/geometry/metric.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tessera {

class DistanceRows {
 public:
  DistanceRows(const PointCloud& points, Metric metric) : size_(points.size()), space_(std::in_place, points, metric) {
    if (metric == Metric::cosine || metric == Metric::correlation) return;
    double widest = 0;
    for (Index axis = 0; axis < points.dimension(); ++axis) {
      double low = infinity, high = -infinity;
      for (Index i = 0; i < size_; ++i) {
        low = std::min(low, points[i][axis]);
        high = std::max(high, points[i][axis]);
      }
      widest = std::max(widest, high - low);
    }
    is_zero_ = !(widest > 0);
    std::frexp(widest, &exponent_);
  }
  explicit DistanceRows(const DistanceMatrix& distances) : size_(distances.size()), matrix_(&distances) {
    double longest = 0;
    for (const double d : distances.lower()) longest = std::max(longest, d);
    is_zero_ = longest == 0;
    std::frexp(longest, &exponent_);
  }

  Index size() const noexcept { return size_; }
  bool is_zero() const noexcept { return is_zero_; }
  /// Distances are given times 2^-exponent.
  int exponent() const noexcept { return exponent_; }

  /// Distances from i to the points below `end`.
  void row(Index i, Index end, double* out) const {
    if (space_) {
      space_->distances_from(i, 0, end, out);
    } else {
      for (Index j = 0; j < end; ++j) out[j] = (*matrix_)(i, j);
    }
    for (Index j = 0; j < end; ++j) out[j] = std::ldexp(out[j], -exponent_);
  }

 private:
  Index size_;
  int exponent_ = 0;
  bool is_zero_ = false;
  std::optional<MetricSpace> space_;
  const DistanceMatrix* matrix_ = nullptr;
};

}  // namespace tessera
