// SPDX-License-Identifier: MIT
// Points, and slow ways to look at embeddings.
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace tessera::embeddings {

inline PointCloud normal_points(std::mt19937& gen, Index n, Index d, double scale = 1) {
  std::normal_distribution<double> normal;
  std::vector<double> coordinates(std::size_t{n} * d);
  for (std::size_t at = 0; at < coordinates.size(); ++at) coordinates[at] = scale * normal(gen) * double(1 + at % d);
  return PointCloud(n, d, std::move(coordinates));
}

inline PointCloud scaled(const PointCloud& points, double factor, double shift = 0) {
  auto coordinates = points.coordinates();
  for (double& x : coordinates) x = x * factor + shift;
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

/// Rows in the order given.
inline PointCloud rows_of(const PointCloud& points, const std::vector<Index>& rows) {
  std::vector<double> coordinates;
  for (const Index row : rows) coordinates.insert(coordinates.end(), points[row].begin(), points[row].end());
  return PointCloud(Index(rows.size()), points.dimension(), std::move(coordinates));
}

inline double largest_difference(const PointCloud& a, const PointCloud& b) {
  if (a.size() != b.size() || a.dimension() != b.dimension()) return infinity;
  double most = 0;
  for (std::size_t at = 0; at < a.coordinates().size(); ++at)
    most = std::max(most, std::abs(a.coordinates()[at] - b.coordinates()[at]));
  return most;
}

inline double largest_difference(const DistanceMatrix& a, const DistanceMatrix& b) {
  if (a.size() != b.size()) return infinity;
  double most = 0;
  for (std::size_t at = 0; at < a.lower().size(); ++at) most = std::max(most, std::abs(a.lower()[at] - b.lower()[at]));
  return most;
}

inline bool is_zero(const PointCloud& points) {
  return std::ranges::all_of(points.coordinates(), [](double x) { return x == 0; });
}

inline double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = double(a.size());
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sa += a[i] / n, sb += b[i] / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    saa += (a[i] - sa) * (a[i] - sa);
    sbb += (b[i] - sb) * (b[i] - sb);
    sab += (a[i] - sa) * (b[i] - sb);
  }
  return sab / std::sqrt(saa * sbb);
}

/// Numbers in [0, 1) made of integers, the same in any language: entry i is (7919 i^2 + 104729 i mod 10007) / 10007.
inline PointCloud known_points(Index n, Index d) {
  std::vector<double> coordinates;
  for (std::uint64_t i = 0; i < std::uint64_t{n} * d; ++i)
    coordinates.push_back(double((i * i * 7919 + i * 104729) % 10007) / 10007);
  return PointCloud(n, d, std::move(coordinates));
}

/// A sheet rolled up; `flat` are the points of the sheet, whose distances are the geodesics of the roll.
struct SwissRoll {
  PointCloud points, flat;
};

inline SwissRoll swiss_roll(std::mt19937& gen, Index n, double width = 10) {
  std::uniform_real_distribution<double> uniform;
  std::vector<double> rolled, flat;
  for (Index i = 0; i < n; ++i) {
    const double t = 1.5 * std::numbers::pi * (1 + 2 * uniform(gen)), h = width * uniform(gen);
    rolled.insert(rolled.end(), {t * std::cos(t), h, t * std::sin(t)});
    flat.insert(flat.end(), {(t * std::sqrt(t * t + 1) + std::asinh(t)) / 2, h});
  }
  return {PointCloud(n, 3, std::move(rolled)), PointCloud(n, 2, std::move(flat))};
}

}  // namespace tessera::embeddings
