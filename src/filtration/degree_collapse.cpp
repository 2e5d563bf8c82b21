// SPDX-License-Identifier: MIT
#include "filtration/degree_collapse.hpp"

#include "filtration/filtered_graph.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t check_every = 64;  // edges
constexpr std::size_t nowhere = ~std::size_t{0};

bool exceeds_anywhere(const Index* scales, const Index* limits, std::size_t count) {
  constexpr std::size_t block = 16;
  for (std::size_t start = 0; start < count; start += block) {
    Index found = 0;
    for (std::size_t k = start; k < std::min(start + block, count); ++k) found |= scales[k] > limits[k] ? 1 : 0;
    if (found != 0) return true;
  }
  return false;
}

template <class Graph>
class DegreeDomination {
 public:
  DegreeDomination(Graph& graph, const DegreeScales& scales)
      : graph_(graph), scales_(scales), limits_(scales.degrees) {}

  bool is_dominated(const FilteredEdge& edge) {
    const Link& link = graph_.link_of(edge);
    const auto length = Rank(edge.length);
    const Index *of_u = scales_.of(edge.u), *of_v = scales_.of(edge.v);
    for (std::size_t k = 0; k < limits_.size(); ++k) limits_[k] = std::max({edge.length, of_u[k], of_v[k]});

    std::size_t obstacle = nowhere;  // what stopped the last candidate stops most others
    for (std::size_t w = 0; w < link.size; ++w) {
      if (link.entry[w] > length) continue;
      const Rank* from_w = graph_.row(w);
      if (obstacle != nowhere && from_w[obstacle] > std::max(link.entry[obstacle], length)) continue;
      if (exceeds_anywhere(scales_.of(graph_.vertex_at(w)), limits_.data(), limits_.size())) continue;
      obstacle = first_obstacle(link, from_w, length);
      if (obstacle == nowhere) return true;
    }
    return false;
  }

 private:
  static std::size_t first_obstacle(const Link& link, const Rank* from_w, Rank length) {
    for (std::size_t start = 0; start < link.size; start += Link::block) {
      Rank found = 0;
      for (std::size_t x = start; x < start + Link::block; ++x)
        found |= from_w[x] > std::max(link.entry[x], length) ? 1 : 0;
      if (found == 0) continue;
      while (from_w[start] <= std::max(link.entry[start], length)) ++start;
      return start;
    }
    return nowhere;
  }

  Graph& graph_;
  const DegreeScales& scales_;
  std::vector<Index> limits_;  // R(k)
};

/// The places of the edges that go are marked.
template <class Graph>
std::size_t sweep(Index vertex_count, const std::vector<FilteredEdge>& edges, const std::vector<Index>& longest_first,
                  std::vector<std::uint8_t>& is_gone, const DegreeScales& scales, const Context& context) {
  Graph graph(vertex_count, edges, {});
  DegreeDomination<Graph> domination(graph, scales);
  std::size_t gone = 0;
  for (std::size_t i = 0; i < longest_first.size(); ++i) {
    if (i % check_every == 0) context.check();
    const FilteredEdge& edge = edges[longest_first[i]];
    if (!domination.is_dominated(edge)) continue;
    graph.set(edge, absent);
    is_gone[longest_first[i]] = 1;
    ++gone;
  }
  return gone;
}

}  // namespace

std::vector<FilteredEdge> collapse_by_degree(Index vertex_count, std::vector<FilteredEdge> edges,
                                             const DegreeScales& scales, const Context& context) {
  while (!edges.empty()) {
    std::vector<Index> longest_first(edges.size());
    std::iota(longest_first.begin(), longest_first.end(), Index{0});
    std::ranges::stable_sort(longest_first, std::ranges::greater{}, [&](Index edge) { return edges[edge].length; });
    std::vector<std::uint8_t> is_gone(edges.size(), 0);
    const std::size_t gone = prefers_dense(vertex_count, edges.size())
                                 ? sweep<DenseGraph>(vertex_count, edges, longest_first, is_gone, scales, context)
                                 : sweep<SparseGraph>(vertex_count, edges, longest_first, is_gone, scales, context);
    std::vector<FilteredEdge> left;
    left.reserve(edges.size() - gone);
    for (std::size_t edge = 0; edge < edges.size(); ++edge)
      if (is_gone[edge] == 0) left.push_back(edges[edge]);
    edges = std::move(left);
    if (gone == 0 || gone < is_gone.size() / 16) break;
  }
  return edges;
}

}  // namespace tessera
