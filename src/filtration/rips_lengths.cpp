// SPDX-License-Identifier: MIT
#include "filtration/rips_lengths.hpp"

namespace tessera {

double scaled_length(const PointCloud& points, Index i, Index j) {
  double largest = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis)
    largest = std::max(largest, std::abs(points[i][axis] - points[j][axis]));
  if (largest == 0) return 0;

  // Powers of two take no digit from what is squared; what underflows beside the largest square does not matter.
  int exponent = 0;
  std::frexp(largest, &exponent);
  double sum = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) {
    const double difference = std::ldexp(points[i][axis] - points[j][axis], -exponent);
    sum += difference * difference;
  }
  const double length = std::ldexp(std::sqrt(sum), exponent);
  if (!std::isfinite(length))
    throw Error(
        codes::bad_value,
        "needs distances below 1e308, got more between points " + std::to_string(i) + " and " + std::to_string(j),
        "rescale the coordinates");
  return length;
}

}  // namespace tessera
