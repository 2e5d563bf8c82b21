// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/graphs.hpp"

using namespace tessera;
using namespace tessera::exchange;

/// The input as an edge list, and as each of the files of a set.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size), adjacency{"A", "1, 2\n"}, indicator{"indicator", "1\n1\n2\n"};
  fuzz::may_refuse([&] { fuzz::claim(parse_edge_list(source, {}, Context()).graphs.size() == 1); });
  fuzz::may_refuse([&] { parse_graph_dataset({.adjacency = source, .indicator = indicator}, {}, Context()); });
  fuzz::may_refuse([&] {
    const auto set =
        parse_graph_dataset({.adjacency = adjacency, .indicator = source, .labels = source}, {}, Context());
    fuzz::claim(set.graphs.size() == set.labels->size());
  });
  fuzz::may_refuse([&] {
    const auto set = parse_graph_dataset({.adjacency = adjacency, .indicator = source}, {}, Context());
    for (Index graph = 0; graph < set.graphs.size(); ++graph)
      for (const auto& edge : set.graphs[graph].edges()) fuzz::claim(edge.v < set.graphs[graph].size());
  });
  fuzz::may_refuse([&] {
    parse_graph_dataset({.adjacency = adjacency, .indicator = indicator, .vertex_attributes = source},
                        {.attribute = "1"}, Context());
  });
  return 0;
}
