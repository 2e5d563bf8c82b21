// SPDX-License-Identifier: MIT
// Slow and obvious geometry to compare with, and the clouds to compare on.
#pragma once

#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace tessera {

inline PointCloud random_cloud(std::mt19937& gen, Index size, Index dimension, double spread = 1) {
  std::vector<double> coordinates(std::size_t{size} * dimension);
  for (double& x : coordinates) x = spread * (double(gen()) / 0x1p31 - 1);
  return PointCloud(size, dimension, std::move(coordinates));
}

/// Points with small integer coordinates: many equal distances and equal points.
inline PointCloud random_lattice_cloud(std::mt19937& gen, Index size, Index dimension, Index side) {
  std::vector<double> coordinates(std::size_t{size} * dimension);
  for (double& x : coordinates) x = double(gen() % side);
  return PointCloud(size, dimension, std::move(coordinates));
}

inline std::vector<Index> random_permutation(std::mt19937& gen, Index size) {
  std::vector<Index> order(size);
  std::iota(order.begin(), order.end(), Index{0});
  std::shuffle(order.begin(), order.end(), gen);
  return order;
}

/// The cloud whose point i is point order[i] of `points`.
inline PointCloud relabelled(const PointCloud& points, const std::vector<Index>& order) {
  std::vector<double> coordinates;
  for (const Index point : order) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

/// By the textbook, in long double.
inline long double naive_distance(std::span<const double> x, std::span<const double> y, Metric metric) {
  const auto dot = [](const std::vector<long double>& a, const std::vector<long double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0L);
  };
  std::vector<long double> a(x.begin(), x.end()), b(y.begin(), y.end());
  if (metric == Metric::cosine || metric == Metric::correlation) {
    if (metric == Metric::correlation)
      for (auto* v : {&a, &b}) {
        const long double mean = std::accumulate(v->begin(), v->end(), 0.0L) / v->size();
        for (auto& t : *v) t -= mean;
      }
    return 1 - dot(a, b) / std::sqrt(dot(a, a) * dot(b, b));
  }

  long double sum = 0, largest = 0, squares = 0;
  for (std::size_t axis = 0; axis < a.size(); ++axis) {
    const long double difference = std::abs(a[axis] - b[axis]);
    sum += difference;
    squares += difference * difference;
    largest = std::max(largest, difference);
  }
  return metric == Metric::manhattan ? sum : metric == Metric::chebyshev ? largest : std::sqrt(squares);
}

/// All other points, nearest first, by (distance, index).
inline std::vector<std::pair<double, Index>> naive_neighbors(const PointCloud& points, Index point, Metric metric) {
  std::vector<std::pair<double, Index>> others;
  for (Index other = 0; other < points.size(); ++other)
    if (other != point) others.emplace_back(distance(points[point], points[other], metric), other);
  std::sort(others.begin(), others.end());
  return others;
}

}  // namespace tessera
