// SPDX-License-Identifier: MIT
#include "tessera/data/weighted_graph.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

namespace tessera {

WeightedGraph::WeightedGraph(Index vertices, std::vector<WeightedEdge> edges, std::vector<std::string> names)
    : vertices_(vertices), edges_(std::move(edges)), names_(std::move(names)) {
  if (!names_.empty() && names_.size() != vertices_)
    throw Error(codes::bad_shape, fmt::format("{} vertices need as many names, got {}", vertices_, names_.size()));
  for (auto& edge : edges_) {
    if (edge.u >= vertices_ || edge.v >= vertices_)
      throw Error(codes::bad_shape, fmt::format("edge ({}, {}) names a vertex outside 0..{}", edge.u, edge.v,
                                                vertices_ ? vertices_ - 1 : 0));
    if (edge.u == edge.v) throw Error(codes::bad_complex, fmt::format("vertex {} has an edge to itself", edge.u));
    if (!std::isfinite(edge.weight))
      throw Error(codes::bad_value, fmt::format("needs finite weights, got {} on edge ({}, {})",
                                                format_double(edge.weight), edge.u, edge.v));
    if (edge.u > edge.v) std::swap(edge.u, edge.v);
  }
  const auto ends = [](const WeightedEdge& edge) { return std::tuple(edge.u, edge.v); };
  std::ranges::sort(edges_, {}, ends);
  const auto twice = std::ranges::adjacent_find(edges_, {}, ends);
  if (twice != edges_.end())
    throw Error(codes::bad_complex, fmt::format("edge ({}, {}) is given twice", twice->u, twice->v));
}

}  // namespace tessera
