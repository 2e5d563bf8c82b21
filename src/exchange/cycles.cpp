// SPDX-License-Identifier: MIT
#include "exchange/cycles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::exchange {

std::string json_cycles(const std::vector<Cycle>& cycles) {
  std::string text;
  for (const Cycle& cycle : cycles) {
    text += text.empty() ? "[" : ", [";
    for (Index i = 0; i < cycle.size(); ++i)
      text += fmt::format("{}[{}]", i ? ", " : "", fmt::join(cycle.cell(i), ", "));
    text += "]";
  }
  return "[" + text + "]";
}

}  // namespace tessera::exchange
