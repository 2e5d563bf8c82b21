// SPDX-License-Identifier: MIT
// Indecomposable summands of presentations in files, or of H1 of rough tori of growing size:
//   indecomposables FILE...
//   indecomposables --tori
// One JSON line each: {"module":..., "generators":..., "relations":..., "blocks":..., "non_interval_share": of the
// generators, "largest": generators of the largest block, "unproven":..., "wall_s": median of 3, "user_s": the last}
#include "tessera/decomposition/indecomposables.hpp"

#include "measurement.hpp"
#include "rough_torus.hpp"
#include "tessera/core/error.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

using namespace tessera;

namespace {

void measure(const std::string& name, const Presentation<2>& module) {
  IndecomposableDecomposition<2> decomposition;
  double processor = 0;
  const double seconds = bench::median_seconds(3, [&] {
    const auto start = std::clock();
    decomposition = indecomposables(module, {}, Context());
    processor = double(std::clock() - start) / CLOCKS_PER_SEC;
  });
  Index largest = 0, unproven = 0, in_others = 0;
  for (const auto& block : decomposition.blocks) {
    largest = std::max(largest, block.matrix.row_count());
    unproven += !block.is_proven;
    if (!as_interval(decomposition.grid, block.matrix)) in_others += block.matrix.row_count();
  }
  fmt::print(
      "{{\"bench\":\"indecomposables\",\"module\":\"{}\",\"generators\":{},\"relations\":{},\"blocks\":{},"
      "\"non_interval_share\":{:.3f},\"largest\":{},\"unproven\":{},\"wall_s\":{:.5f},\"user_s\":{:.5f}}}\n",
      name, module.matrix.row_count(), module.matrix.column_count(), decomposition.blocks.size(),
      double(in_others) / std::max(1.0, double(module.matrix.row_count())), largest, unproven, seconds, processor);
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) try {
  for (int i = 1; i < count; ++i) {
    if (std::string_view(words[i]) == "--tori") {
      for (const Index side : {150, 300, 600, 1300})
        measure(fmt::format("rough torus {}, H1", side),
                minimal_presentation(bench::rough_torus(side, 0.13, 1), {.degree = 1}, Context()));
      for (const Index side : {60, 120, 240, 480})
        measure(fmt::format("rough torus {}, H0", side),
                minimal_presentation(bench::rough_torus(side, 0.15, 1), {.degree = 0}, Context()));
      continue;
    }
    const auto file = exchange::read_file(words[i]);
    measure(words[i], exchange::parse_scc_presentation<2>(file.source()));
  }
  return 0;
} catch (const Error& error) {
  fmt::print(stderr, "{}\n", error.what());
  return exit_code(error.code().fault);
}
