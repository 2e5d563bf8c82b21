// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/array.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    for (const Member& member : list_npz(source)) {
      fuzz::may_refuse([&] { read_npz_header(source, member.name); });
      fuzz::may_refuse([&] { read_npz(source, member.name, fuzz::byte_limit); });
    }
  });
  return 0;
}
