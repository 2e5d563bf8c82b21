// SPDX-License-Identifier: MIT
// Images of one sample, one thread: 100 random staircases of up to 13 births over a large part of the box, 50 x 50
// pixels; and 10,000 summands shaped like those of H1 of thousands of points by codensity (four of five are rectangles,
// narrow along the scale and long along the function), 100 x 100 pixels. Ten equal samples a run, so that what is done
// once for a collection counts a tenth. One JSON line a map and case.
#include "tessera/vectorization/summand_representation.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include <fmt/format.h>

using namespace tessera;

namespace {

constexpr int samples = 10;

/// Births descend from column to column, deaths with them: a band of constant height.
Interval<2> band(double x, double y, double width, double height, std::uint64_t steps) {
  const double step = width / double(steps), drop = 0.6 * height / double(steps);
  Interval<2> interval;
  for (std::uint64_t k = 0; k < steps; ++k) {
    interval.births.push_back({x + double(k) * step, y - double(k) * drop});
    interval.deaths.push_back({x + double(k + 1) * step, y + height - double(k) * drop});
  }
  return interval;
}

Interval<2> large_band(RandomStream& random) {
  const auto steps = 1 + random.below(13);
  return band(40 * random.uniform(), 40 + 40 * random.uniform(), 60 * random.uniform(), 60 * random.uniform(), steps);
}

Interval<2> narrow_band(RandomStream& random) {
  const std::uint64_t steps = random.below(5) > 0 ? 1 : 2 + random.below(3);
  const double width = 100 * std::pow(10, -4 + 2.5 * random.uniform());
  return band(20 * random.uniform(), 60 * random.uniform(), width, 60 * random.uniform(), steps);
}

void measure(const std::string& name, Index summands, Index pixels, Interval<2> (*shape)(RandomStream&)) {
  RandomStream random(2, 0);
  Decomposition<2> decomposition;
  decomposition.axis_scale = {1, 1};
  std::size_t corners = 0;
  for (Index k = 0; k < summands; ++k) {
    decomposition.summands.push_back({shape(random), true});
    corners += 2 * decomposition.summands.back().support.births.size();
  }
  std::ranges::sort(decomposition.summands, {}, &Summand<2>::support);
  Collection<Decomposition<2>> collection;
  for (int sample = 0; sample < samples; ++sample) collection.add(std::to_string(sample), decomposition);

  for (const auto& [map, map_name] : {std::pair{SummandMap::interleaving, "interleaving"},
                                      {SummandMap::volume, "volume"},
                                      {SummandMap::rectangle, "rectangle"},
                                      {SummandMap::gaussian, "gaussian"},
                                      {SummandMap::exponential, "exponential"},
                                      {SummandMap::landscape, "landscape"},
                                      {SummandMap::distance, "distance"}}) {
    SummandRepresentationOptions options{
        .map = map, .resolution = {pixels, pixels}, .fit = GridBox<2>{{0, 0}, {100, 100}}};
    if (map == SummandMap::landscape)
      options.operation = SummandOperation::largest, options.weight = SummandWeight::one;
    const double seconds =
        bench::median_seconds(7, [&] { static_cast<void>(summand_representation(collection, options, {})); });
    fmt::print(
        "{{\"bench\":\"summand_image\",\"case\":\"{}\",\"map\":\"{}\",\"summands\":{},\"corners\":{},\"pixels\":{},"
        "\"wall_ms_a_sample\":{:.3f},\"cpu\":\"{}\"}}\n",
        name, map_name, summands, corners, pixels * pixels, 1000 * seconds / samples, bench::cpu_name());
  }
}

}  // namespace

int main() {
  measure("large bands", 100, 50, large_band);
  measure("many narrow ones", 10000, 100, narrow_band);
}
