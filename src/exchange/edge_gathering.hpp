// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// How many edges of a file were left out or merged.
struct MergedEdges {
  std::uint64_t loops = 0, repeated = 0;

  /// Tells the context, when there are any.
  void warn(std::string_view file, const Context& context) const;
};

/// Edges as a file gives them, before they are made a graph's: an edge given once in each direction with one weight is
/// one edge; edges from a vertex to itself are left out, edges given again merged, with the least weight.
class EdgeGathering {
 public:
  void add(Index u, Index v, double weight);
  /// The graph; adds to `merged` what was left out and merged. The edges are used up.
  WeightedGraph graph(Index vertices, MergedEdges& merged, std::vector<std::string> names = {});

 private:
  struct Given {
    WeightedEdge edge;
    bool is_backward;
  };
  std::vector<Given> given_;
  std::uint64_t loops_ = 0;
};

}  // namespace tessera::exchange
