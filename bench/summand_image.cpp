// SPDX-License-Identifier: MIT
// A 50 x 50 image of 100 random staircases of up to 13 births over a large part of the box, one thread.
// One JSON line a kernel: {"bench":"summand_image", "kernel":..., "summands":..., "corners":..., "wall_ms":...}.
#include "tessera/vectorization/summand_image.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cstdio>
#include <utility>

#include <fmt/format.h>

using namespace tessera;

namespace {

/// Births descend from column to column, deaths with them: a band of constant height.
Interval<2> random_band(RandomStream& random) {
  const auto steps = 1 + random.below(13);
  const double width = 60 * random.uniform() / double(steps), height = 60 * random.uniform(),
               drop = 0.6 * height / double(steps);
  const double x = 40 * random.uniform(), y = 40 + 40 * random.uniform();
  Interval<2> interval;
  for (std::uint64_t k = 0; k < steps; ++k) {
    interval.births.push_back({x + double(k) * width, y - double(k) * drop});
    interval.deaths.push_back({x + double(k + 1) * width, y + height - double(k) * drop});
  }
  return interval;
}

}  // namespace

int main() {
  RandomStream random(2, 0);
  Decomposition<2> decomposition;
  decomposition.axis_scale = {1, 1};
  std::size_t corners = 0;
  for (int k = 0; k < 100; ++k) {
    decomposition.summands.push_back({random_band(random), true});
    corners += 2 * decomposition.summands.back().support.births.size();
  }
  Collection<Decomposition<2>> collection;
  collection.add("bands", std::move(decomposition));

  for (const auto& [kernel, name] : {std::pair{SummandKernel::interleaving, "interleaving"},
                                     {SummandKernel::volume, "volume"},
                                     {SummandKernel::rectangle, "rectangle"}}) {
    const double seconds =
        bench::median_seconds(21, [&, k = kernel] { static_cast<void>(summand_image(collection, {.kernel = k}, {})); });
    fmt::print(
        "{{\"bench\":\"summand_image\",\"kernel\":\"{}\",\"summands\":100,\"corners\":{},\"wall_ms\":{:.3f},"
        "\"cpu\":\"{}\"}}\n",
        name, corners, 1000 * seconds, bench::cpu_name());
  }
}
