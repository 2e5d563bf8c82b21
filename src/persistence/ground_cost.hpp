// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/point_tree.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {

/// What it costs to move a point: (|x - y|_norm / scale)^order, norm in [1, infinity], order in [1, infinity); never
/// more than a cap.
class GroundCost {
 public:
  GroundCost(double norm, double order, double scale) : norm_(norm), order_(order), scale_(scale) {}

  template <std::size_t D>
  double operator()(const std::array<double, D>& p, const std::array<double, D>& q) const {
    std::array<double, D> step;
    for (std::size_t axis = 0; axis < D; ++axis) step[axis] = std::abs(p[axis] - q[axis]);
    return of_step(step);
  }

  /// The least cost of a move from p into the box, which holds points.
  template <int D>
  double into(const typename PointTree<D>::Box& box, const Point<D>& p) const {
    Point<D> step;
    for (int axis = 0; axis < D; ++axis)
      step[axis] = std::max({box.low[axis] - p[axis], p[axis] - box.high[axis], 0.0});
    return of_step(step);
  }

  double of_length(double length) const {
    length /= scale_;
    return std::min(cap_, order_ == 1 ? length : order_ == 2 ? length * length : std::pow(length, order_));
  }
  void set_cap(double cap) { cap_ = cap; }

  /// The length whose cost is `cost`.
  double length_of(double cost) const {
    return scale_ * (order_ == 1 ? cost : order_ == 2 ? std::sqrt(cost) : std::pow(cost, 1 / order_));
  }

 private:
  template <std::size_t D>
  double of_step(const std::array<double, D>& step) const {
    double largest = 0, sum = 0;
    if (norm_ == infinity) {
      for (const double s : step) largest = std::max(largest, s);
      return of_length(largest);
    }
    if (norm_ == 1) {
      for (const double s : step) sum += s;
      return of_length(sum);
    }
    for (const double s : step) sum += norm_ == 2 ? (s / scale_) * (s / scale_) : std::pow(s / scale_, norm_);
    if (order_ == norm_) return std::min(cap_, sum);
    return of_length(scale_ * (norm_ == 2 ? std::sqrt(sum) : std::pow(sum, 1 / norm_)));
  }

  double norm_, order_, scale_, cap_ = infinity;
};

}  // namespace tessera
