// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/distances.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  for (const auto format :
       {DistanceFormat::automatic, DistanceFormat::lower, DistanceFormat::upper, DistanceFormat::full})
    fuzz::may_refuse([&] { parse_distances(source, {.format = format}, context); });
  return 0;
}
