// SPDX-License-Identifier: MIT
#include "tessera/geometry/normalized_rows.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace tessera {
namespace {

/// Multiplies the row by the power of two that brings its largest magnitude into [1/2, 1). False for a zero row.
bool bring_to_unit_scale(std::span<double> row) {
  double largest = 0;
  for (const double x : row) largest = std::max(largest, std::abs(x));
  if (largest == 0) return false;

  int exponent = 0;
  std::frexp(largest, &exponent);
  for (double& x : row) x = std::ldexp(x, -exponent);
  return true;
}

/// False, leaving zeros, when all coordinates agree.
bool subtract_mean(std::span<double> row) {
  const bool constant = std::ranges::all_of(row, [&](double x) { return x == row.front(); });
  if (constant) {
    std::ranges::fill(row, 0.0);
    return false;
  }
  double sum = 0;
  for (const double x : row) sum += x;
  const double mean = sum / double(row.size());
  for (double& x : row) x -= mean;
  return true;
}

double norm(std::span<const double> row) {
  double sum = 0;
  for (const double x : row) sum += x * x;
  return std::sqrt(sum);
}

}  // namespace

NormalizedRows normalized_rows(const PointCloud& points, RowNormalization normalization) {
  if (normalization == RowNormalization::as_is) return {points, {}};

  NormalizedRows result;
  auto coordinates = points.coordinates();
  const bool centered = normalization == RowNormalization::layernorm;
  const double target = centered ? std::sqrt(double(points.dimension())) : 1.0;  // the norm every row ends with
  for (Index point = 0; point < points.size(); ++point) {
    const std::span row(coordinates.data() + std::size_t{point} * points.dimension(), points.dimension());
    const bool has_direction =
        bring_to_unit_scale(row) && (!centered || (subtract_mean(row) && bring_to_unit_scale(row)));
    if (!has_direction) {
      result.without_direction.push_back(point);
      continue;
    }
    const double length = norm(row);
    for (double& x : row) x = x / length * target;
  }
  result.points = PointCloud(points.size(), points.dimension(), std::move(coordinates));
  return result;
}

}  // namespace tessera
