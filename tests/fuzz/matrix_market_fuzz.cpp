// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/graphs.hpp"
#include "tessera/exchange/points.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

/// The input as a matrix, whatever its first line says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const WeightedGraph graph = parse_matrix_graph(source, context).graphs[0];
    for (const auto& edge : graph.edges()) fuzz::claim(edge.u < edge.v && edge.v < graph.size());
  });
  if (source.bytes.starts_with("%%MatrixMarket")) {
    fuzz::may_refuse([&] { parse_distances(source, {}, context); });
    fuzz::may_refuse([&] { parse_points(source, {}, context); });
  }
  return 0;
}
