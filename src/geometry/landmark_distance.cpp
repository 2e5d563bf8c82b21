// SPDX-License-Identifier: MIT
#include "tessera/geometry/landmark_distance.hpp"

#include "geometry/metric_unit.hpp"
#include "geometry/ordered_sum.hpp"
#include "tessera/core/error.hpp"
#include "tessera/geometry/farthest_subsample.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Row = std::function<void(Index, std::vector<double>&)>;  // writes the distances from a point

void check_point(Index point, Index n, const char* key) {
  if (point >= n)
    throw Error(codes::bad_request, fmt::format("needs one of {} points from 0, got {}", n, point)).within(key);
}

void check_options(const LandmarkDistanceOptions& options, Index n) {
  if (options.count == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("count");
  if (n == 0) return;
  for (const Index landmark : options.landmarks) check_point(landmark, n, "landmarks");
  if (!options.start) return;
  if (!options.landmarks.empty())
    throw Error(codes::bad_request, "needs no start where landmarks are given").within("start");
  check_point(*options.start, n, "start");
}

std::vector<double> distances_to(const std::vector<Index>& landmarks, Index n, const Row& row, const Context& context) {
  std::vector<double> nearest(n, infinity), from(n);
  for (const Index landmark : landmarks) {
    context.check();
    row(landmark, from);
    for (Index point = 0; point < n; ++point) nearest[point] = std::min(nearest[point], from[point]);
  }
  return nearest;
}

std::vector<double> distances_to_chosen(Index start, Index count, Index n, const Row& row, const Context& context) {
  std::vector<double> nearest(n, infinity), from(n);
  for (Index chosen = 0, next = start; chosen < std::min(count, n); ++chosen) {
    context.check();
    row(next, from);
    for (Index point = 0; point < n; ++point) nearest[point] = std::min(nearest[point], from[point]);
    next = Index(std::ranges::max_element(nearest) - nearest.begin());
  }
  return nearest;
}

}  // namespace

ScalarField landmark_distance(const PointCloud& points, const LandmarkDistanceOptions& options,
                              const Context& context) {
  const Index n = points.size();
  check_options(options, n);
  const MetricSpace space(points, options.metric);
  const Row row = [&](Index i, std::vector<double>& out) { space.distances_from(i, 0, n, out.data()); };
  const auto nearest = [&] {
    if (n == 0) return std::vector<double>();
    if (options.start) return distances_to_chosen(*options.start, options.count, n, row, context);
    if (!options.landmarks.empty()) return distances_to(options.landmarks, n, row, context);
    return distances_to(farthest_subsample(points, {options.count, options.metric}, context).index, n, row, context);
  };
  return ScalarField(nearest(), std::string(unit_of(options.metric)));
}

ScalarField landmark_distance(const DistanceMatrix& distances, const LandmarkDistanceOptions& options,
                              const Context& context) {
  const Index n = distances.size();
  check_options(options, n);
  const Row row = [&](Index i, std::vector<double>& out) {
    for (Index j = 0; j < n; ++j) out[j] = distances(i, j);
  };
  if (n == 0) return ScalarField({}, "length");
  if (!options.landmarks.empty()) return ScalarField(distances_to(options.landmarks, n, row, context), "length");

  Index start = options.start.value_or(0);
  if (!options.start) {
    std::vector<double> sums(n), from(n);
    for (Index point = 0; point < n; ++point) {
      context.check();
      row(point, from);
      sums[point] = ordered_sum(from);
    }
    start = Index(std::ranges::max_element(sums) - sums.begin());
  }
  return ScalarField(distances_to_chosen(start, options.count, n, row, context), "length");
}

}  // namespace tessera
