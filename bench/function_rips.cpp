// SPDX-License-Identifier: MIT
// Function-Rips complexes of a noisy circle with codensity, all pairs, one thread: what the collapse costs and saves.
// One JSON line a size: {"n":..., "edges_before":..., "edges":..., "triangles":..., "wall_s":..., "peak_mb":...}.
#include "tessera/filtration/function_rips.hpp"

#include "annulus.hpp"
#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

using namespace tessera;

namespace {

/// Minus the Gaussian kernel density of bandwidth 0.2, without its constant.
ScalarField codensity(const PointCloud& points) {
  std::vector<double> values(points.size(), 0);
  for (Index i = 0; i < points.size(); ++i)
    for (Index j = 0; j < points.size(); ++j)
      values[i] -=
          std::exp(-(std::pow(points[i][0] - points[j][0], 2) + std::pow(points[i][1] - points[j][1], 2)) / 0.08);
  return ScalarField(std::move(values));
}

void measure(Index count) {
  const PointCloud points = bench::noisy_circle(count);
  const ScalarField values = codensity(points);
  FilteredComplex<2> complex;
  const double seconds = bench::median_seconds(5, [&] {
    complex = function_rips<2>(points, {{"codensity", &values}}, {.max_diameter = Quantity(infinity)}, Context());
  });
  fmt::print(
      "{{\"bench\":\"function_rips\",\"n\":{},\"edges_before\":{},\"edges\":{},\"triangles\":{},\"wall_s\":{:.5f},"
      "\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
      count, count * (count - 1) / 2, complex.blocks[1].size(), complex.blocks[2].size(), seconds, bench::peak_mb(),
      bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const Index count : {35, 100, 150, 400, 800})
    if (!bench::in_own_process([&] { measure(count); })) return 1;
}
