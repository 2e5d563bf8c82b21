// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

struct WeightedEdge {
  Index u = 0, v = 0;
  double weight = 0;
  friend bool operator==(const WeightedEdge&, const WeightedEdge&) = default;
};

/// An undirected graph with finite edge weights: no loops, no repeated edge, u < v in every edge, edges sorted by (u,
/// v). Vertices carry the names that their file gives them, where it does.
class WeightedGraph {
 public:
  static constexpr std::string_view artifact = "WeightedGraph";
  static constexpr std::string_view meaning = "an undirected graph with a weight on every edge";

  WeightedGraph() = default;
  /// Puts edges into normal form. Throws D101 on a weight that is not finite, D102 on a vertex out of range or a wrong
  /// count of names where there are any, D105 on a loop or an edge given twice.
  WeightedGraph(Index vertices, std::vector<WeightedEdge> edges, std::vector<std::string> names = {});

  Index size() const noexcept { return vertices_; }
  const std::vector<WeightedEdge>& edges() const noexcept { return edges_; }
  /// One a vertex, or empty.
  const std::vector<std::string>& names() const noexcept { return names_; }
  std::string brief() const {
    return std::to_string(vertices_) + " vertices, " + std::to_string(edges_.size()) + " edges";
  }

  friend bool operator==(const WeightedGraph&, const WeightedGraph&) = default;

 private:
  Index vertices_ = 0;
  std::vector<WeightedEdge> edges_;
  std::vector<std::string> names_;
};

}  // namespace tessera
