// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/points.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  for (const char* offsets : {"", "offsets"})
    for (const auto policy : {OnNonfinite::error, OnNonfinite::drop_row})
      fuzz::may_refuse([&] {
        const PointsOptions options{.array = *offsets ? "points" : "", .offsets = offsets, .on_nonfinite = policy};
        parse_points(source, options, context);
      });
  return 0;
}
