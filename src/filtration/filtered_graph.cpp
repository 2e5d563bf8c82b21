// SPDX-License-Identifier: MIT
#include "filtration/filtered_graph.hpp"

#include <algorithm>

namespace tessera {
namespace {

std::size_t padded(std::size_t size) { return (size + Link::block - 1) / Link::block * Link::block; }

}  // namespace

bool prefers_dense(Index vertex_count, std::uint64_t edge_count) {
  const std::uint64_t entries = std::uint64_t{vertex_count} * vertex_count;
  return vertex_count <= 16384 && edge_count >= entries / 32;
}

DenseGraph::DenseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges,
                       const std::vector<std::vector<Index>>& functions)
    : length_(padded(vertex_count) * vertex_count, absent), entry_(padded(vertex_count)) {
  link_.size = padded(vertex_count);
  link_.entry = entry_.data();
  for (const auto& f : functions) {
    level_.emplace_back(f.begin(), f.end());
    level_.back().resize(link_.size, absent);
  }
  for (const auto& level : level_) link_.level.push_back(level.data());
  for (Index v = 0; v < vertex_count; ++v) length_[link_.size * v + v] = 0;
  for (const auto& edge : edges) set(edge, Rank(edge.length));
  work = length_.size() / 8 + 10 * edges.size();
}

const Link& DenseGraph::link_of(const FilteredEdge& edge) {
  const Rank* from_u = row(edge.u);
  const Rank* from_v = row(edge.v);
  Rank* entry = entry_.data();
  for (std::size_t x = 0; x < link_.size; ++x) entry[x] = std::max(from_u[x], from_v[x]);
  entry[edge.u] = entry[edge.v] = absent;
  work += 2 * pass() + 16;
  return link_;
}

SparseGraph::SparseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges,
                         const std::vector<std::vector<Index>>& functions)
    : start_(std::size_t{vertex_count} + 1, 0),
      degree_(vertex_count, 0),
      functions_(functions),
      length_to_u_(vertex_count, absent),
      position_(vertex_count, 0),
      level_(functions.size()) {
  for (const auto& edge : edges) ++start_[edge.u + 1], ++start_[edge.v + 1];
  for (Index v = 0; v < vertex_count; ++v) start_[v + 1] += start_[v];
  entries_.resize(start_.back());
  for (const auto& [u, v, length] : edges) {
    entries_[start_[u] + degree_[u]++] = {v, Rank(length)};
    entries_[start_[v] + degree_[v]++] = {u, Rank(length)};
  }
  for (Index v = 0; v < vertex_count; ++v)
    std::sort(entries_.data() + start_[v], entries_.data() + start_[v + 1],
              [](const Neighbor& a, const Neighbor& b) { return a.vertex < b.vertex; });
  link_.level.resize(functions.size());
  work = 40 * edges.size();
}

const Link& SparseGraph::link_of(const FilteredEdge& edge) {
  for (const Index x : common_) position_[x] = 0;

  const Neighbor* of_u = entries_.data() + start_[edge.u];
  const Neighbor* of_v = entries_.data() + start_[edge.v];
  for (Index i = 0; i < degree_[edge.u]; ++i) length_to_u_[of_u[i].vertex] = of_u[i].length;
  common_.resize(degree_[edge.v]);
  entry_.resize(degree_[edge.v]);
  std::size_t count = 0;
  for (Index i = 0; i < degree_[edge.v]; ++i) {
    const Rank to_u = length_to_u_[of_v[i].vertex];
    common_[count] = of_v[i].vertex;
    entry_[count] = std::max(to_u, of_v[i].length);
    count += to_u != absent;
  }
  for (Index i = 0; i < degree_[edge.u]; ++i) length_to_u_[of_u[i].vertex] = absent;

  common_.resize(count);
  link_.size = padded(count);
  entry_.resize(count);
  entry_.resize(link_.size, absent);
  link_.entry = entry_.data();
  for (std::size_t position = 0; position < count; ++position) position_[common_[position]] = Index(position) + 1;
  for (std::size_t k = 0; k < level_.size(); ++k) {
    level_[k].assign(link_.size, absent);
    for (std::size_t position = 0; position < count; ++position)
      level_[k][position] = Rank(functions_[k][common_[position]]);
    link_.level[k] = level_[k].data();
  }
  has_row_.assign(count, 0);
  if (rows_.size() < count) rows_.resize(count);
  work += 2 * degree_[edge.u] + degree_[edge.v] + count + 20;
  return link_;
}

const Rank* SparseGraph::row(std::size_t position) {
  std::vector<Rank>& row = rows_[position];
  if (has_row_[position]) return row.data() + Link::block;
  has_row_[position] = 1;

  // Lengths to vertices outside the link end in the one place before the row.
  row.assign(Link::block + link_.size, absent);
  Rank* place = row.data() + Link::block - 1;
  const Index w = common_[position];
  const Neighbor* of_w = entries_.data() + start_[w];
  for (Index i = 0; i < degree_[w]; ++i) place[position_[of_w[i].vertex]] = of_w[i].length;
  place[position + 1] = 0;
  work += degree_[w] + pass();
  return row.data() + Link::block;
}

void SparseGraph::set(const FilteredEdge& edge, Rank length) {
  set(edge.u, edge.v, length);
  set(edge.v, edge.u, length);
}

void SparseGraph::set(Index v, Index neighbor, Rank length) {
  Neighbor* begin = entries_.data() + start_[v];
  Neighbor* end = begin + degree_[v];
  Neighbor* place = std::lower_bound(begin, end, neighbor, [](const Neighbor& a, Index x) { return a.vertex < x; });
  work += 10;
  if (length != absent) {
    place->length = length;
    return;
  }
  std::move(place + 1, end, place);
  --degree_[v];
  work += std::uint64_t(end - place) / 8;
}

}  // namespace tessera
