// SPDX-License-Identifier: MIT
#include "tessera/persistence/barcode.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

bool has_length(const Bar& bar) { return bar.birth < bar.death; }
auto key(const Bar& bar) { return std::tuple(bar.degree, bar.birth, bar.death); }

}  // namespace

Barcode barcode_of(std::vector<Bar> bars, Index field, std::vector<Cycle> cycles) {
  if (cycles.empty()) {
    std::erase_if(bars, [](const Bar& bar) { return !has_length(bar); });
    std::ranges::sort(bars, {}, key);
    return {.bars = std::move(bars), .field = field, .cycles = {}};
  }

  std::vector<std::size_t> order(bars.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !has_length(bars[i]); });
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return key(bars[i]); });
  Barcode barcode{.bars = {}, .field = field, .cycles = {}};
  for (const std::size_t i : order) {
    barcode.bars.push_back(bars[i]);
    barcode.cycles.push_back(std::move(cycles[i]));
  }
  return barcode;
}

}  // namespace tessera
