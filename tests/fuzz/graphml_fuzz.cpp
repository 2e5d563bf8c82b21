// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/graphs.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  for (const char* weight : {"", "cost"})
    fuzz::may_refuse([&] {
      const GraphData set = parse_graphml(source, {.weight = weight}, context);
      fuzz::claim(!set.vertex_attribute || set.vertex_attribute->size() == set.graphs.size());
      for (Index graph = 0; graph < set.graphs.size(); ++graph) {
        fuzz::claim(set.graphs[graph].names().size() == set.graphs[graph].size());
        if (set.vertex_attribute) fuzz::claim((*set.vertex_attribute)[graph].size() == set.graphs[graph].size());
      }
    });
  return 0;
}
