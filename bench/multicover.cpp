// SPDX-License-Identifier: MIT
// The multicover bifiltration of uniform points in the square and the cube, and a minimal presentation of H1, one
// thread. One JSON line a case; processor seconds; bytes a rhomboid of full dimension are those of the peak.
//   multicover
#include "tessera/filtration/multicover.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

PointCloud uniform_points(Index count, Index dimension) {
  RandomStream random(5, count);
  std::vector<double> coordinates;
  for (Index i = 0; i < count * dimension; ++i) coordinates.push_back(random.uniform());
  return PointCloud(count, dimension, std::move(coordinates));
}

void measure(Index count, Index dimension, Index max_order) {
  ContextOptions one_thread;
  one_thread.threads = 1;
  const Context context(one_thread);
  const auto points = uniform_points(count, dimension);
  const double base_mb = bench::peak_mb();
  const auto start = std::clock();
  const auto complex = multicover(points, {.max_order = max_order}, context);
  const auto built = std::clock();
  const double built_mb = bench::peak_mb();
  const auto module = minimal_presentation(complex, {.degree = 1}, context);
  const auto presented = std::clock();
  const auto seconds = [](std::clock_t from, std::clock_t to) { return double(to - from) / CLOCKS_PER_SEC; };
  fmt::print(
      "{{\"bench\":\"multicover\",\"points_n\":{},\"dimension\":{},\"max_order\":{},\"cells\":{},\"top_cells\":{},"
      "\"generators\":{},\"relations\":{},\"build_s\":{:.3f},\"presentation_s\":{:.3f},\"build_mb\":{:.0f},"
      "\"peak_mb\":{:.0f}}}\n",
      count, dimension, max_order, complex.size(), complex.blocks.back().size(), module.matrix.row_count(),
      module.matrix.column_count(), seconds(start, built), seconds(built, presented), built_mb - base_mb,
      bench::peak_mb());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const Index max_order : {Index{3}, Index{5}}) {
    for (const Index count : {Index{200}, Index{1000}, Index{5000}})
      if (!bench::in_own_process([&] { measure(count, 2, max_order); })) return 1;
    for (const Index count : {Index{100}, Index{500}})
      if (!bench::in_own_process([&] { measure(count, 3, max_order); })) return 1;
  }
  return 0;
}
