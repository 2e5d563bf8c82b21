// SPDX-License-Identifier: MIT
#include "tessera/geometry/distance_to_measure.hpp"

#include "geometry/metric_unit.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_request(const DistanceToMeasureOptions& options) {
  if (!(options.mass > 0 && options.mass <= 1))
    throw Error(codes::bad_request, fmt::format("needs a share in (0, 1], got {}", format_double(options.mass)))
        .within("mass");
  if (!(options.power >= 1 && std::isfinite(options.power)))
    throw Error(codes::bad_request, fmt::format("needs a finite power >= 1, got {}", format_double(options.power)))
        .within("power");
}

/// The power mean of 0 (the point itself) and the ascending `distances`, `share` points in all, the last by fraction.
double power_mean(std::span<const double> distances, double share, double power) {
  const double largest = distances.empty() ? 0.0 : distances.back();
  if (largest == 0) return 0;

  const auto raised = [&](double d) {
    return power == 2 ? (d / largest) * (d / largest) : std::pow(d / largest, power);
  };
  double sum = 0;
  for (std::size_t rank = 0; rank + 1 < distances.size(); ++rank) sum += raised(distances[rank]);
  const double last_fraction =
      share - double(distances.size());  // the others, the point itself among them, count whole
  sum += last_fraction * raised(largest);
  const double mean = sum / share;
  return largest * (power == 2 ? std::sqrt(mean) : std::pow(mean, 1 / power));
}

}  // namespace

ScalarField distance_to_measure(const PointCloud& points, const DistanceToMeasureOptions& options,
                                const Context& context) {
  check_request(options);
  const double share = options.mass * double(points.size());  // how many points a ball must hold
  const Index neighbors = share <= 1 ? 0 : std::min(Index(std::ceil(share)), points.size()) - 1;
  std::vector<double> values(points.size(), 0.0);

  if (neighbors == 0) {
    if (points.size() > 0)
      context.warn(fmt::format("mass {} of {} points is at most one point: the distance to measure is 0 everywhere",
                               format_double(options.mass), points.size()));
  } else {
    const auto nearest = nearest_neighbors(points, {.neighbors = neighbors, .metric = options.metric}, context);
    for (Index point = 0; point < points.size(); ++point)
      values[point] = power_mean(nearest.distances_of(point), share, options.power);
  }
  return ScalarField(std::move(values), std::string(unit_of(options.metric)));
}

}  // namespace tessera
