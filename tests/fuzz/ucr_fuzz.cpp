// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/ucr.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const UcrData set = parse_ucr(source, {"test", "1\t2\t3\n"});
    fuzz::claim(set.labels.size() == set.series.size() && set.split.is_training.size() == set.series.size());
  });
  return 0;
}
