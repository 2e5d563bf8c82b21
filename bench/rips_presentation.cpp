// SPDX-License-Identifier: MIT
// Minimal presentations of H_1 of full function-Rips bifiltrations, straight from the points, one thread. Noisy circle
// with codensity, and with a random function that has nothing to do with the geometry.
// One JSON line a case: {"n":..., "function":..., "route":..., "collapse":..., "triangles":..., "wall_s":...,
// "peak_mb":..., "peak_bytes_per_triangle":...}; triangles are those of the full complex, peak above the idle process.
#include "tessera/persistence/rips_presentation.hpp"

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

ScalarField unrelated(Index count) {
  RandomStream random(2, count);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform();
  return ScalarField(std::move(values));
}

void measure(Index count, bool is_random, RipsPresentationRoute route, Collapse collapse) {
  const PointCloud points = bench::noisy_circle(count);
  const ScalarField values = is_random ? unrelated(count) : codensity(points);
  const double idle = bench::peak_mb();
  Presentation<2> module;
  const double seconds = bench::median_seconds(5, [&] {
    module = rips_presentation(points, values,
                               {.max_diameter = Quantity(infinity), .collapse = collapse, .route = route}, Context());
  });
  const double peak = bench::peak_mb(), triangles = double(count) * (count - 1) * (count - 2) / 6;
  fmt::print(
      "{{\"bench\":\"rips_presentation\",\"n\":{},\"function\":\"{}\",\"route\":\"{}\",\"collapse\":{},"
      "\"triangles\":{:.0f},\"generators\":{},\"relations\":{},\"wall_s\":{:.5f},\"peak_mb\":{:.1f},"
      "\"peak_bytes_per_triangle\":{:.2f},\"cpu\":\"{}\"}}\n",
      count, is_random ? "random" : "codensity", route == RipsPresentationRoute::cohomology ? "cohomology" : "homology",
      collapse != Collapse::off, triangles, module.matrix.row_count(), module.matrix.column_count(), seconds, peak,
      (peak - idle) * 1048576 / triangles, bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const Index count : {150, 400, 800, 2000})
    for (const bool is_random : {false, true})
      for (const Collapse collapse : {Collapse::full, Collapse::off})
        for (const RipsPresentationRoute route : {RipsPresentationRoute::cohomology, RipsPresentationRoute::homology}) {
          const bool is_hopeless =
              route == RipsPresentationRoute::homology && count > (collapse == Collapse::off ? 150 : 800);
          if (is_hopeless || (count > 800 && collapse == Collapse::off && is_random)) continue;
          if (!bench::in_own_process([&] { measure(count, is_random, route, collapse); })) return 1;
        }
}
