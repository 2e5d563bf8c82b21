// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"

#include <cmath>
#include <random>
#include <vector>

namespace tessera {

/// Standard normal by Box and Muller: the same numbers under every standard library.
inline double standard_normal(std::mt19937& gen) {
  const double u = (double(gen()) + 1) / 0x1p32, v = double(gen()) / 0x1p32;
  return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
}

inline std::vector<double> normal_numbers(std::mt19937& gen, std::size_t count) {
  std::vector<double> numbers(count);
  for (double& x : numbers) x = standard_normal(gen);
  return numbers;
}

inline PointCloud gaussian_cloud(std::mt19937& gen, Index size, Index dimension) {
  return PointCloud(size, dimension, normal_numbers(gen, std::size_t{size} * dimension));
}

/// The points of R^d times a matrix with orthonormal rows, d <= `dimension`: a random isometric embedding.
inline PointCloud embedded(std::mt19937& gen, const PointCloud& points, Index dimension) {
  const Index d = points.dimension();
  std::vector<std::vector<double>> rows;
  while (rows.size() < d) {
    auto row = normal_numbers(gen, dimension);
    for (int twice = 0; twice < 2; ++twice)
      for (const auto& other : rows) {
        double along = 0;
        for (Index k = 0; k < dimension; ++k) along += row[k] * other[k];
        for (Index k = 0; k < dimension; ++k) row[k] -= along * other[k];
      }
    double norm = 0;
    for (const double x : row) norm += x * x;
    for (double& x : row) x /= std::sqrt(norm);
    rows.push_back(row);
  }
  std::vector<double> coordinates(std::size_t{points.size()} * dimension, 0.0);
  for (Index point = 0; point < points.size(); ++point)
    for (Index axis = 0; axis < d; ++axis)
      for (Index k = 0; k < dimension; ++k)
        coordinates[std::size_t{point} * dimension + k] += points[point][axis] * rows[axis][k];
  return PointCloud(points.size(), dimension, std::move(coordinates));
}

inline PointCloud scaled(const PointCloud& points, double factor) {
  auto coordinates = points.coordinates();
  for (double& x : coordinates) x *= factor;
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

}  // namespace tessera
