// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace tessera {

/// Every pair of n vertices is an edge with probability 1 / sparsity; weights are integers from 1 to 4, or real numbers
/// between 0.5 and 1.5.
inline WeightedGraph random_graph(RandomStream& random, Index n, Index sparsity, bool has_real_weights = false) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < n; ++v)
    for (Index u = 0; u < v; ++u)
      if (random.below(sparsity) == 0)
        edges.push_back({u, v, has_real_weights ? 0.5 + random.uniform() : double(1 + random.below(4))});
  return WeightedGraph(n, std::move(edges));
}

/// A random order of 0 .. n - 1.
inline std::vector<Index> random_order(RandomStream& random, Index n) {
  std::vector<Index> order(n);
  std::iota(order.begin(), order.end(), Index{0});
  for (Index v = n; v > 1; --v) std::swap(order[v - 1], order[random.below(v)]);
  return order;
}

}  // namespace tessera
