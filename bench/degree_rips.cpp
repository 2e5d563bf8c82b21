// SPDX-License-Identifier: MIT
// From points to a minimal presentation of H1 of the degree-Rips bifiltration, every degree, one thread: the noisy
// annulus. One JSON line a size; processor seconds.
//   degree_rips
#include "tessera/filtration/degree_rips.hpp"

#include "annulus.hpp"
#include "measurement.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

void measure(Index count, std::optional<Quantity> max_diameter) {
  ContextOptions one_thread;
  one_thread.threads = 1;
  const Context context(one_thread);
  const auto points = bench::noisy_annulus(count, 7);
  const auto start = std::clock();
  const auto multicritical = degree_rips(points, {.max_diameter = max_diameter}, context);
  std::uint64_t grades = 0;
  for (const auto& block : multicritical.blocks) grades += block.grades.size();
  const auto built = std::clock();
  const auto complex = one_critical(multicritical, {}, context);
  const auto resolved = std::clock();
  const auto module = minimal_presentation(complex, {.degree = 1}, context);
  const auto presented = std::clock();
  const auto seconds = [](std::clock_t from, std::clock_t to) { return double(to - from) / CLOCKS_PER_SEC; };
  fmt::print(
      "{{\"bench\":\"degree_rips\",\"points_n\":{},\"grades\":{},\"cells\":{},\"generators\":{},\"relations\":{},"
      "\"build_s\":{:.3f},\"one_critical_s\":{:.3f},\"presentation_s\":{:.3f},\"peak_mb\":{:.0f}}}\n",
      count, grades, complex.size(), module.matrix.row_count(), module.matrix.column_count(), seconds(start, built),
      seconds(built, resolved), seconds(resolved, presented), bench::peak_mb());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const auto& [count, longest] :
       {std::pair<Index, double>{100, infinity}, {200, infinity}, {300, infinity}, {500, infinity}}) {
    std::optional<Quantity> max_diameter;
    if (longest < infinity) max_diameter = Quantity{longest};
    if (!bench::in_own_process([&] { measure(count, max_diameter); })) return 1;
  }
  return 0;
}
