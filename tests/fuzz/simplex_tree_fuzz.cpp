// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/simplex_tree_text.hpp"

using namespace tessera;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::may_refuse([&] {
    const auto complex = exchange::parse_simplex_tree(fuzz::source_of(data, size));
    for (std::size_t dimension = 1; dimension < complex.blocks.size(); ++dimension)
      for (const Index face : complex.blocks[dimension].faces) fuzz::claim(face < complex.blocks[dimension - 1].size());
  });
  return 0;
}
