// SPDX-License-Identifier: MIT
// Matching distance of two modules, one thread: H_0 and H_1 of function-Rips bifiltrations of two noisy annuli,
// filtered by codensity or by a function that has nothing to do with the geometry, and of one annulus and the same with
// every point moved a little. One JSON line a case: {"degree":..., "function":..., "second":..., "generators":[a,b],
// "relations":[a,b], "relative_error":..., "lower":..., "upper":..., "evaluations":..., "wall_s":...}.
#include "tessera/decomposition/matching_distance.hpp"

#include "annulus.hpp"
#include "measurement.hpp"
#include "tessera/persistence/rips_presentation.hpp"

#include <fmt/format.h>

using namespace tessera;

namespace {

PointCloud moved(const PointCloud& points, double by) {
  RandomStream random(7, points.size());
  std::vector<double> coordinates;
  for (Index point = 0; point < points.size(); ++point)
    for (int axis = 0; axis < 2; ++axis) coordinates.push_back(points[point][axis] + by * random.normal());
  return PointCloud(points.size(), 2, std::move(coordinates));
}

/// Minus the Gaussian kernel density of bandwidth 0.2.
ScalarField codensity(const PointCloud& points) {
  std::vector<double> values(points.size(), 0);
  for (Index i = 0; i < points.size(); ++i)
    for (Index j = 0; j < points.size(); ++j)
      values[i] -=
          std::exp(-(std::pow(points[i][0] - points[j][0], 2) + std::pow(points[i][1] - points[j][1], 2)) / 0.08) /
          points.size();
  return ScalarField(std::move(values));
}

ScalarField unrelated(Index count, std::uint64_t seed) {
  RandomStream random(seed, count);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform();
  return ScalarField(std::move(values));
}

void measure(Index count, Index degree, bool is_random, bool is_moved, double relative_error) {
  const PointCloud first = bench::noisy_annulus(count, 1),
                   second = is_moved ? moved(first, 0.01) : bench::noisy_annulus(count, 2);
  const auto module = [&](const PointCloud& points, std::uint64_t seed) {
    return rips_presentation(points, is_random ? unrelated(count, seed) : codensity(points), {.degree = degree},
                             Context());
  };
  const auto a = module(first, 3), b = module(second, is_moved ? 3 : 4);
  MatchingDistance distance;
  const double seconds = bench::median_seconds(
      3, [&] { distance = matching_distance(a, b, {.relative_error = relative_error, .fit = {}}); });
  fmt::print(
      "{{\"bench\":\"matching_distance\",\"n\":{},\"degree\":{},\"function\":\"{}\",\"second\":\"{}\","
      "\"generators\":[{},{}],\"relations\":[{},{}],\"relative_error\":{},\"lower\":{:.6g},\"upper\":{:.6g},"
      "\"evaluations\":{},\"wall_s\":{:.4f},\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
      count, degree, is_random ? "random" : "codensity", is_moved ? "moved" : "another", a.matrix.row_count(),
      b.matrix.row_count(), a.matrix.column_count(), b.matrix.column_count(), relative_error, distance.lower,
      distance.upper, distance.evaluations, seconds, bench::peak_mb(), bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main() {
  struct Case {
    Index count, degree;
    bool is_random;
  };
  for (const auto& [count, degree, is_random] : {Case{300, 0, false}, {300, 0, true}, {300, 1, false}, {480, 1, true}})
    for (const bool is_moved : {false, true})
      for (const double relative_error : {0.1, 0.01})
        if (!bench::in_own_process([&] { measure(count, degree, is_random, is_moved, relative_error); })) return 1;
}
