// SPDX-License-Identifier: MIT
// Indecomposable summands of presentations in files: indecomposables FILE...
// One JSON line a file: {"file":..., "generators":..., "relations":..., "blocks":..., "largest":..., "wall_s":...}
#include "tessera/decomposition/indecomposables.hpp"
#include "tessera/core/error.hpp"

#include "measurement.hpp"
#include "tessera/core/error.hpp"
#include "tessera/exchange/scc.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace tessera;

int main(int count, char** words) try {
  for (int i = 1; i < count; ++i) {
    const auto file = exchange::read_file(words[i]);
    const auto module = exchange::parse_scc_presentation<2>(file.source());
    IndecomposableDecomposition<2> decomposition;
    const double seconds = bench::median_seconds(3, [&] { decomposition = indecomposables(module, {}, Context()); });
    Index largest = 0, unproven = 0;
    for (const auto& block : decomposition.blocks) {
      largest = std::max(largest, block.matrix.row_count());
      unproven += !block.is_proven;
    }
    fmt::print(
        "{{\"bench\":\"indecomposables\",\"file\":\"{}\",\"generators\":{},\"relations\":{},\"blocks\":{},\"largest\":{"
        "},"
        "\"unproven\":{},\"wall_s\":{:.5f}}}\n",
        words[i], module.matrix.row_count(), module.matrix.column_count(), decomposition.blocks.size(), largest,
        unproven, seconds);
    std::fflush(stdout);
  }
  return 0;
} catch (const Error& error) {
  fmt::print(stderr, "{}\n", error.what());
  return exit_code(error.code().fault);
}
