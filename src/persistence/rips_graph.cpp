// SPDX-License-Identifier: MIT
#include "persistence/rips_graph.hpp"

#include <bit>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

bool precedes(const MeasuredEdge& a, const MeasuredEdge& b) {
  return std::tie(a.length, a.u, a.v) < std::tie(b.length, b.u, b.v);
}

/// Spreads the edges over as many buckets as there are edges, by the bits of their lengths (for doubles >= 0 the order
/// of the bits is the order of the numbers), then sorts each bucket. Near linear unless lengths differ by many orders
/// of magnitude; then it is one sort.
void sort_edges(std::vector<MeasuredEdge>& edges) {
  const auto bits = [](const MeasuredEdge& edge) { return std::bit_cast<std::uint64_t>(edge.length + 0.0); };
  std::uint64_t least = ~std::uint64_t{0}, most = 0;
  for (const auto& edge : edges) least = std::min(least, bits(edge)), most = std::max(most, bits(edge));
  if (edges.size() < 64 || least == most) {
    std::ranges::sort(edges, precedes);
    return;
  }

  const unsigned shift = unsigned(std::max(0, int(std::bit_width(most - least)) - int(std::bit_width(edges.size()))));
  const auto bucket = [&](const MeasuredEdge& edge) { return (bits(edge) - least) >> shift; };
  std::vector<Index> start(((most - least) >> shift) + 2, 0);
  for (const auto& edge : edges) ++start[bucket(edge) + 1];
  std::partial_sum(start.begin(), start.end(), start.begin());

  std::vector<MeasuredEdge> sorted(edges.size());
  for (const auto& edge : edges) sorted[start[bucket(edge)]++] = edge;
  for (std::size_t begin = 0, b = 0; b + 1 < start.size(); begin = start[b], ++b)
    if (start[b] - begin > 1) std::sort(sorted.begin() + std::ptrdiff_t(begin), sorted.begin() + start[b], precedes);
  edges = std::move(sorted);
}

}  // namespace

RipsGraph ranked_graph(Index vertex_count, std::vector<MeasuredEdge> edges) {
  for (auto& edge : edges)
    if (edge.u > edge.v) std::swap(edge.u, edge.v);
  sort_edges(edges);

  RipsGraph graph;
  graph.vertex_count = vertex_count;
  graph.lengths.reserve(edges.size());
  graph.edges.reserve(edges.size());
  for (const auto& [length, u, v] : edges) {
    graph.lengths.push_back(length);
    graph.edges.push_back({u, v});
  }
  return graph;
}

DenseRanks::DenseRanks(const RipsGraph& graph)
    : stride_((std::size_t{graph.vertex_count} + block - 1) / block * block),
      ranks_(graph.vertex_count * stride_, none) {
  for (Index rank = 0; rank < graph.edge_count(); ++rank) {
    const auto& edge = graph.edges[rank];
    ranks_[edge.u * stride_ + edge.v] = rank;
    ranks_[edge.v * stride_ + edge.u] = rank;
  }
}

SparseRanks::SparseRanks(const RipsGraph& graph) : offsets_(std::size_t{graph.vertex_count} + 1, 0) {
  for (const auto& edge : graph.edges) ++offsets_[edge.u], ++offsets_[edge.v];
  for (auto& offset : offsets_) ++offset;  // for the end of every list
  std::exclusive_scan(offsets_.begin(), offsets_.end(), offsets_.begin(), std::size_t{0});
  neighbors_.resize(offsets_.back(), {none, none});
  auto next = offsets_;
  for (Index rank = 0; rank < graph.edge_count(); ++rank) {
    const auto& edge = graph.edges[rank];
    neighbors_[next[edge.u]++] = {edge.v, rank};
    neighbors_[next[edge.v]++] = {edge.u, rank};
  }
  for (Index v = 0; v < graph.vertex_count; ++v)
    std::sort(neighbors_.begin() + std::ptrdiff_t(offsets_[v]),
              neighbors_.begin() + std::ptrdiff_t(offsets_[v + 1] - 1),
              [](const Neighbor& a, const Neighbor& b) { return a.vertex < b.vertex; });
}

Index SparseRanks::rank(Index u, Index v) const noexcept {
  const auto list = neighbors(u);
  const auto at =
      std::lower_bound(list.begin(), list.end(), v, [](const Neighbor& a, Index x) { return a.vertex < x; });
  return at != list.end() && at->vertex == v ? at->rank : none;
}

}  // namespace tessera
