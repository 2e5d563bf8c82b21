// SPDX-License-Identifier: MIT
#include "tessera/persistence/barcode.hpp"

#include <algorithm>
#include <tuple>

namespace tessera {

Barcode barcode_of(std::vector<Bar> bars) {
  std::erase_if(bars, [](const Bar& bar) { return !(bar.birth < bar.death); });
  std::ranges::sort(bars, {}, [](const Bar& bar) { return std::tuple(bar.degree, bar.birth, bar.death); });
  return {std::move(bars)};
}

}  // namespace tessera
