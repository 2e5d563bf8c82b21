// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/decompositions.hpp"

using namespace tessera;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::may_refuse([&] {
    const auto source = fuzz::source_of(data, size);
    if (exchange::decomposition_parameters(source) != 2) return;
    const auto decomposition = exchange::parse_decomposition_json<2>(source);
    for (const auto& summand : decomposition.summands)
      fuzz::claim(!summand.support.births.empty() && !summand.support.deaths.empty());
  });
  return 0;
}
