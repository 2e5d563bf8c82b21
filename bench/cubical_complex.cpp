// SPDX-License-Identifier: MIT
// Cubical complexes of volumes with two channels of noise. One JSON line a size, construction and mask; each is built
// once, in a process of its own, for its peak memory.
//   cubical_complex [threads] [side]
#include "tessera/filtration/cubical_complex.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

Image noise(Index side, std::uint32_t seed) {
  RandomStream random(1, seed);
  std::vector<double> values(std::size_t{side} * side * side);
  for (double& value : values) value = random.uniform();
  return Image({side, side, side}, std::move(values));
}

void measure(Index side, unsigned threads, CubicalConstruction construction, bool has_mask) {
  ContextOptions options;
  options.threads = threads;
  const Context context(options);
  const Image first = noise(side, 1), second = noise(side, 2);
  const Image* mask = has_mask ? &second : nullptr;  // which leaves no pixel out

  const std::clock_t start = std::clock();
  std::uint64_t cells = 0;
  const double before = bench::peak_mb();
  const double seconds = bench::median_seconds(1, [&] {
    cells = cubical_complex<2>({{"a", &first}, {"b", &second}}, mask, {.construction = construction}, context).size();
  });
  fmt::print(
      "{{\"bench\":\"cubical_complex\",\"side\":{},\"threads\":{},\"construction\":\"{}\",\"mask\":{},\"cells\":{},"
      "\"wall_s\":{:.3f},\"cpu_s\":{:.3f},\"own_mb\":{:.0f},\"peak_mb\":{:.0f},\"cpu\":\"{}\"}}\n",
      side, threads, construction == CubicalConstruction::vertices ? "vertices" : "top_cells", has_mask, cells, seconds,
      double(std::clock() - start) / CLOCKS_PER_SEC, bench::peak_mb() - before, bench::peak_mb(), bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  const unsigned threads = count > 1 ? unsigned(std::max(1, std::atoi(words[1]))) : 1;
  const Index only = count > 2 ? Index(std::max(1, std::atoi(words[2]))) : 0;
  for (const Index side : only ? std::vector<Index>{only} : std::vector<Index>{128, 256})
    for (const auto construction : {CubicalConstruction::vertices, CubicalConstruction::top_cells})
      for (const bool has_mask : {false, true})
        if (!bench::in_own_process([&] { measure(side, threads, construction, has_mask); })) return 1;
}
