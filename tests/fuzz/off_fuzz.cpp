// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/points.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const PointCloud cloud = parse_off(source);
    fuzz::claim(cloud.coordinates().size() == std::size_t{cloud.size()} * cloud.dimension());
  });
  return 0;
}
