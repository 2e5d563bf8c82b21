// SPDX-License-Identifier: MIT
// Alpha barcodes of uniform points in the unit cube, all degrees, and where the time goes. One JSON line a size and
// number of threads: seconds are medians of three; degree_0 and the rest are differences of runs with fewer degrees.
//   alpha_barcode [threads]
#include "tessera/persistence/alpha_barcode.hpp"

#include "core/value_order.hpp"
#include "filtration/alpha_values.hpp"
#include "filtration/delaunay.hpp"
#include "filtration/delaunay_points.hpp"
#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

PointCloud unit_cube(Index count) {
  RandomStream random(1, count);
  std::vector<double> coordinates(std::size_t{3} * count);
  for (double& x : coordinates) x = random.uniform();
  return PointCloud(count, 3, std::move(coordinates));
}

void measure(Index count, unsigned threads) {
  ContextOptions options;
  options.threads = threads;
  const Context context(options);
  const PointCloud points = unit_cube(count);

  Barcode barcode;
  const auto seconds = [&](std::optional<Index> max_degree) {
    return bench::median_seconds(
        3, [&] { barcode = alpha_barcode(points, {.max_degree = max_degree, .field = 2, .cycles = false}, context); });
  };
  const std::clock_t start = std::clock();
  const double all = seconds({});
  const double cpu = double(std::clock() - start) / CLOCKS_PER_SEC / 3;
  const std::size_t bars = barcode.bars.size();
  const double peak = bench::peak_mb();
  const double degree_0 = seconds(0);
  const DelaunayPoints vertices = delaunay_points(points, DelaunayKind::triangulation, context);
  RadiusComplex complex;
  const double delaunay = bench::median_seconds(3, [&] { delaunay::cells(vertices.coordinates, 3); });
  const double geometry = bench::median_seconds(3, [&] { complex = alpha_complex(vertices, 3, context); });
  const double sort = bench::median_seconds(3, [&] {
    for (const std::size_t d : {1, 2}) order_by_value(complex.blocks[d].squared_radii);
  });
  fmt::print(
      "{{\"bench\":\"alpha_barcode\",\"n\":{},\"threads\":{},\"cells\":{},\"bars\":{},\"wall_s\":{:.4f},\"cpu_s\":{:."
      "4f},"
      "\"delaunay_s\":{:.4f},\"faces_and_values_s\":{:.4f},\"sort_s\":{:.4f},\"degree_0_s\":{:.4f},"
      "\"voids_and_matrix_s\":{:.4f},\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
      count, threads, complex.blocks[3].size(), bars, all, cpu, delaunay, geometry - delaunay, sort,
      degree_0 - geometry, all - degree_0, peak, bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  const unsigned threads = count > 1 ? unsigned(std::max(1, std::atoi(words[1]))) : 1;
  for (const Index size : {10'000, 100'000})
    if (!bench::in_own_process([&] { measure(size, threads); })) return 1;
}
