// SPDX-License-Identifier: MIT
#include "filtration/graph_locality.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tessera {

std::vector<Index> breadth_first_names(Index vertex_count, const std::vector<FilteredEdge>& edges) {
  std::vector<std::uint64_t> start(std::size_t{vertex_count} + 2, 0);
  for (const auto& edge : edges) ++start[edge.u + 2], ++start[edge.v + 2];
  for (Index v = 0; v < vertex_count; ++v) start[v + 2] += start[v + 1];
  std::vector<Index> neighbors(2 * edges.size());
  for (const auto& edge : edges) {
    neighbors[start[edge.u + 1]++] = edge.v;
    neighbors[start[edge.v + 1]++] = edge.u;
  }

  std::vector<Index> name(vertex_count, none), queue;
  queue.reserve(vertex_count);
  const auto reach = [&](Index v) {
    if (name[v] != none) return;
    name[v] = Index(queue.size());
    queue.push_back(v);
  };
  for (Index root = 0, next = 0; root < vertex_count; ++root) {
    reach(root);
    for (; next < queue.size(); ++next)
      for (std::uint64_t i = start[queue[next]]; i < start[queue[next] + 1]; ++i) reach(neighbors[i]);
  }
  return name;
}

void rename(std::vector<FilteredEdge>& edges, const std::vector<Index>& name) {
  for (auto& edge : edges) {
    const auto [u, v] = std::minmax(name[edge.u], name[edge.v]);
    edge = {u, v, edge.length};
  }
}

std::vector<Index> inverse(const std::vector<Index>& name) {
  std::vector<Index> name_of(name.size());
  for (Index v = 0; v < name.size(); ++v) name_of[name[v]] = v;
  return name_of;
}

void sort_runs_by_ends(std::vector<FilteredEdge>& edges) {
  constexpr std::size_t runs = 64;
  const std::size_t length = edges.size() / runs + 1;
  for (std::size_t begin = 0; begin < edges.size(); begin += length)
    std::sort(edges.begin() + std::ptrdiff_t(begin),
              edges.begin() + std::ptrdiff_t(std::min(begin + length, edges.size())),
              [](const FilteredEdge& a, const FilteredEdge& b) { return std::pair(a.u, a.v) < std::pair(b.u, b.v); });
}

}  // namespace tessera
