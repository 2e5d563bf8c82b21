// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/weighted_graph.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace tessera {

/// The neighbors of every vertex in ascending order, with the edges' weights.
class Adjacency {
 public:
  struct Neighbor {
    Index vertex;
    double weight;
  };

  explicit Adjacency(const WeightedGraph& graph) : first_(std::size_t{graph.size()} + 1, 0) {
    for (const auto& edge : graph.edges()) ++first_[edge.u + 1], ++first_[edge.v + 1];
    for (Index v = 0; v < graph.size(); ++v) first_[v + 1] += first_[v];
    neighbors_.resize(2 * graph.edges().size());
    auto next = first_;
    for (const auto& [u, v, weight] : graph.edges()) {
      neighbors_[next[u]++] = {v, weight};
      neighbors_[next[v]++] = {u, weight};
    }
    for (Index v = 0; v < graph.size(); ++v)
      std::sort(neighbors_.begin() + std::ptrdiff_t(first_[v]), neighbors_.begin() + std::ptrdiff_t(first_[v + 1]),
                [](const Neighbor& a, const Neighbor& b) { return a.vertex < b.vertex; });
  }

  Index size() const noexcept { return Index(first_.size() - 1); }
  std::span<const Neighbor> operator[](Index v) const noexcept {
    return {neighbors_.data() + first_[v], first_[v + 1] - first_[v]};
  }
  Index degree(Index v) const noexcept { return Index(first_[v + 1] - first_[v]); }

 private:
  std::vector<std::size_t> first_;
  std::vector<Neighbor> neighbors_;
};

}  // namespace tessera
