// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/labels.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] { parse_labels(source, {}, context); });
  fuzz::may_refuse([&] { parse_labels(source, {.column = "-1"}, context); });
  return 0;
}
