// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/file.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] { fuzz::claim(gunzip(source, fuzz::byte_limit).size() <= fuzz::byte_limit); });
  return 0;
}
