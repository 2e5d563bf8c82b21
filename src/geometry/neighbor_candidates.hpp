// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

namespace tessera {

/// Takes, for one point, other points among which are its k nearest under (distance, index). Called once a point,
/// from any thread.
using TakeCandidates = std::function<void(Index point, const std::vector<Index>& candidates)>;

/// By a kd-tree (nanoflann); for the euclidean metric.
void candidates_from_tree(const PointCloud& points, Index k, const Context& context, const TakeCandidates& take);

/// By matrix products |x|^2 + |y|^2 - 2 <x, y> (Eigen); for the euclidean metric.
void candidates_from_products(const PointCloud& points, Index k, const Context& context, const TakeCandidates& take);

struct NearestNeighborsOptions;

/// By hnswlib, for any metric: those that a small world graph leads to, not surely the nearest; at least k.
void candidates_from_small_world(const PointCloud& points, const NearestNeighborsOptions& options,
                                 const Context& context, const TakeCandidates& take);

/// The coordinates times the power of two that brings the largest magnitude into [1/2, 1): squares do not overflow.
inline std::vector<double> unit_scaled(const PointCloud& points) {
  std::vector<double> scaled = points.coordinates();
  double largest = 0;
  for (const double x : scaled) largest = std::max(largest, std::abs(x));

  int exponent = 0;
  std::frexp(largest, &exponent);
  for (double& x : scaled) x = std::ldexp(x, -exponent);
  return scaled;
}

/// The k-th least of `values`, 1 <= k <= values.size(). `heap` is scratch memory. Few values pass the first comparison:
/// about k log(n / k) of n when they come in random order, which beats a selection in place.
inline double kth_least(std::span<const double> values, Index k, std::vector<double>& heap) {
  heap.assign(values.begin(), values.begin() + k);
  std::ranges::make_heap(heap);
  for (const double value : values.subspan(k)) {
    if (!(value < heap.front())) continue;
    std::ranges::pop_heap(heap);
    heap.back() = value;
    std::ranges::push_heap(heap);
  }
  return heap.front();
}

}  // namespace tessera
