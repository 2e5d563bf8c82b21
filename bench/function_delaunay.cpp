// SPDX-License-Identifier: MIT
// From points to a minimal presentation of H1 of the incremental Delaunay complex, one thread: uniform points in the
// unit cube with a random function, each size in a process of its own. One JSON line a size.
//   function_delaunay
// Targets: 20,000 points in R^3 under 6 s and 1 GB, 100,000 in R^2 under 10 s.
#include "tessera/filtration/function_delaunay.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

void measure(Index count, Index dimension) {
  RandomStream random(1, count);
  std::vector<double> coordinates(std::size_t{count} * dimension), values(count);
  for (double& x : coordinates) x = random.uniform();
  for (double& value : values) value = random.uniform();
  const PointCloud points(count, dimension, std::move(coordinates));
  const ScalarField function(std::move(values));
  ContextOptions options;
  options.threads = 1;
  const Context context(options);

  const auto start = std::clock();
  const auto complex = function_delaunay(points, {{"random", &function}}, {}, context);
  const auto built = std::clock();
  const auto module = minimal_presentation(complex, {.degree = 1}, context);
  const auto presented = std::clock();
  fmt::print(
      "{{\"bench\":\"function_delaunay\",\"points_n\":{},\"dimension\":{},\"simplices\":{},\"generators\":{},"
      "\"relations\":{},\"build_s\":{:.3f},\"presentation_s\":{:.3f},\"peak_mb\":{:.0f},\"cpu\":\"{}\"}}\n",
      count, dimension, complex.size(), module.matrix.row_count(), module.matrix.column_count(),
      double(built - start) / CLOCKS_PER_SEC, double(presented - built) / CLOCKS_PER_SEC, bench::peak_mb(),
      bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const auto& [count, dimension] : {std::pair<Index, Index>{5000, 2}, {100'000, 2}, {5000, 3}, {20'000, 3}})
    if (!bench::in_own_process([&] { measure(count, dimension); })) return 1;
  return 0;
}
