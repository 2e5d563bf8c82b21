// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/point_cloud.hpp"

#include <cmath>
#include <numbers>

namespace tessera::bench {

/// An annulus with 20 % noise in the plane: four fifths of the points uniform by area between the radii 0.8 and 1.25,
/// the rest uniform in the square [-1.25, 1.25]^2. A 2-skeleton of its Rips complex has about 19,000 simplices for 200
/// points at diameter 0.5, 61,000 for 500 at 0.3 and 166,750 for 100 with every edge.
inline PointCloud noisy_annulus(Index count, std::uint64_t seed) {
  constexpr double inner = 0.8, outer = 1.25;
  RandomStream random(seed, count);
  std::vector<double> coordinates;
  for (Index point = 0; point < count; ++point) {
    if (point < count / 5) {
      coordinates.push_back(outer * (2 * random.uniform() - 1));
      coordinates.push_back(outer * (2 * random.uniform() - 1));
      continue;
    }
    const double radius = std::sqrt(inner * inner + (outer * outer - inner * inner) * random.uniform());
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(radius * std::cos(angle));
    coordinates.push_back(radius * std::sin(angle));
  }
  return PointCloud(count, 2, std::move(coordinates));
}

/// A circle of radius 1 with Gaussian noise of deviation 0.1 in each coordinate.
inline PointCloud noisy_circle(Index count) {
  RandomStream random(1, count);
  std::vector<double> coordinates;
  for (Index point = 0; point < count; ++point) {
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(std::cos(angle) + 0.1 * random.normal());
    coordinates.push_back(std::sin(angle) + 0.1 * random.normal());
  }
  return PointCloud(count, 2, std::move(coordinates));
}

}  // namespace tessera::bench
