// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/array.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const Array array = parse_npy(source);
    if (!array.is_text() && array.shape.size() < 10)
      fuzz::claim(parse_npy({"again", npy_of(array.shape, array.values)}).shape == array.shape);
  });
  return 0;
}
