// SPDX-License-Identifier: MIT
#include "tessera/geometry/eccentricity.hpp"

#include "geometry/metric_unit.hpp"
#include "geometry/ordered_sum.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::size_t rows_together = 16;

/// The p-mean of a row of distances. Uses the row up.
double power_mean(std::vector<double>& row, double power) {
  const double largest = *std::ranges::max_element(row);
  if (largest == 0 || std::isinf(power)) return largest;
  for (double& length : row) length = std::pow(length / largest, power);
  return largest * std::pow(ordered_sum(row) / double(row.size()), 1 / power);
}

/// fill(i, row) writes the distances from point i.
template <class Fill>
ScalarField eccentricity(Index n, const EccentricityOptions& options, std::string unit, const Fill& fill,
                         const Context& context) {
  if (!(options.power >= 1))
    throw Error(codes::bad_request, fmt::format("needs at least 1, got {}", format_double(options.power)))
        .within("power");
  std::vector<double> values(n);
  parallel_for_blocks(context, n, rows_together, [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(n);
    for (std::size_t i = begin; i < end; ++i) {
      context.check();
      fill(Index(i), row);
      values[i] = power_mean(row, options.power);
    }
  });
  return ScalarField(std::move(values), std::move(unit));
}

}  // namespace

ScalarField eccentricity(const PointCloud& points, const EccentricityOptions& options, const Context& context) {
  const MetricSpace space(points, options.metric);
  return eccentricity(
      points.size(), options, std::string(unit_of(options.metric)),
      [&](Index i, std::vector<double>& row) { space.distances_from(i, 0, space.size(), row.data()); }, context);
}

ScalarField eccentricity(const DistanceMatrix& distances, const EccentricityOptions& options, const Context& context) {
  return eccentricity(
      distances.size(), options, "length",
      [&](Index i, std::vector<double>& row) {
        for (Index j = 0; j < distances.size(); ++j) row[j] = distances(i, j);
      },
      context);
}

}  // namespace tessera
