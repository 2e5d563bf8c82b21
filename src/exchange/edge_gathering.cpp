// SPDX-License-Identifier: MIT
#include "exchange/edge_gathering.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace tessera::exchange {

void MergedEdges::warn(std::string_view file, const Context& context) const {
  if (loops > 0) context.warn(fmt::format("{}: {} edges from a vertex to itself were left out", file, loops));
  if (repeated > 0)
    context.warn(fmt::format("{}: {} edges were given before and were merged, with the least weight", file, repeated));
}

void EdgeGathering::add(Index u, Index v, double weight) {
  if (u == v)
    ++loops_;
  else
    given_.push_back({{std::min(u, v), std::max(u, v), weight}, u > v});
}

WeightedGraph EdgeGathering::graph(Index vertices, MergedEdges& merged, std::vector<std::string> names) {
  std::ranges::sort(given_, {}, [](const Given& g) { return std::tuple(g.edge.u, g.edge.v, g.edge.weight); });
  std::vector<WeightedEdge> edges;
  for (std::size_t begin = 0, end = 0; begin < given_.size(); begin = end) {
    const WeightedEdge& edge = given_[begin].edge;
    while (end < given_.size() && given_[end].edge.u == edge.u && given_[end].edge.v == edge.v) ++end;
    const bool is_both_ways = end - begin == 2 && given_[begin].edge == given_[begin + 1].edge &&
                              given_[begin].is_backward != given_[begin + 1].is_backward;
    if (!is_both_ways) merged.repeated += end - begin - 1;
    edges.push_back(edge);
  }
  merged.loops += loops_;
  given_ = {};
  return WeightedGraph(vertices, std::move(edges), std::move(names));
}

}  // namespace tessera::exchange
