// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

struct MeasuredEdge {
  double length;
  Index u, v;
};

/// An edge u < v with its apex: a vertex joined to both ends by lower edges, or none where there is no such vertex.
/// It is a cone when lower edges join the apex to all other such vertices, and this is known.
struct RipsEdge {
  Index u, v, apex = none;
  bool is_cone = false;
};

/// A graph whose edges are totally ordered: by length, ties by ends. An edge is named by its position in this order,
/// its rank; every simplex has one edge of highest rank, and simplices are compared by it. Comparing ranks is exact.
struct RipsGraph {
  Index vertex_count = 0;
  std::vector<double> lengths;  // by rank
  std::vector<RipsEdge> edges;  // by rank; rips_sweep.hpp chooses the apexes

  Index edge_count() const noexcept { return Index(edges.size()); }
};

/// Sorts edges into the total order; apexes are left open.
RipsGraph ranked_graph(Index vertex_count, std::vector<MeasuredEdge> edges);

/// The ranks as an n x n table; none where there is no edge, and on the diagonal.
class DenseRanks {
 public:
  static constexpr Index block = 32;

  explicit DenseRanks(const RipsGraph& graph);
  static std::uint64_t memory(std::uint64_t vertex_count) { return 4 * vertex_count * (vertex_count + block); }

  Index rank(Index u, Index v) const noexcept { return ranks_[std::size_t{u} * stride_ + v]; }

  /// visit(x, m) for the vertices x joined to all of `vertices`, increasing, where m is the highest rank of an edge
  /// from x and low <= m <= high.
  template <class Visit>
  void for_each_common(std::span<const Index> vertices, Index low, Index high, const Visit& visit) const {
    const Index width = high - low;
    Index highest[block];
    for (Index begin = 0; begin < stride_; begin += block) {
      Index nearest = none;
      highest_ranks(vertices, begin, highest);
      for (Index i = 0; i < block; ++i) nearest = std::min(nearest, highest[i] - low);
      if (nearest > width) continue;
      for (Index i = 0; i < block; ++i)
        if (highest[i] - low <= width) visit(begin + i, highest[i]);
    }
  }

  /// The smallest vertex joined to all of `vertices` by edges below `rank`, if it is below `end`; else `end`.
  Index first_common_below(std::span<const Index> vertices, Index rank, Index end) const {
    Index highest[block];
    for (Index begin = 0; begin < end; begin += block) {
      highest_ranks(vertices, begin, highest);
      Index nearest = none;
      for (Index i = 0; i < block; ++i) nearest = std::min(nearest, highest[i]);
      if (nearest >= rank) continue;
      for (Index i = 0; i < block; ++i)
        if (highest[i] < rank) return std::min(begin + i, end);
    }
    return end;
  }

 private:
  void highest_ranks(std::span<const Index> vertices, Index begin, Index* highest) const {
    const Index* row = ranks_.data() + std::size_t{vertices[0]} * stride_ + begin;
    const Index* other = ranks_.data() + std::size_t{vertices[1]} * stride_ + begin;
    for (Index i = 0; i < block; ++i) highest[i] = std::max(row[i], other[i]);
    for (std::size_t k = 2; k < vertices.size(); ++k) {
      other = ranks_.data() + std::size_t{vertices[k]} * stride_ + begin;
      for (Index i = 0; i < block; ++i) highest[i] = std::max(highest[i], other[i]);
    }
  }

  std::size_t stride_;
  std::vector<Index> ranks_;
};

/// The ranks as lists of neighbors, each sorted by vertex.
class SparseRanks {
 public:
  struct Neighbor {
    Index vertex, rank;
  };

  explicit SparseRanks(const RipsGraph& graph);
  static std::uint64_t memory(std::uint64_t edge_count) { return 16 * edge_count; }

  std::span<const Neighbor> neighbors(Index v) const noexcept {
    return {neighbors_.data() + offsets_[v], neighbors_.data() + offsets_[v + 1]};
  }

  Index rank(Index u, Index v) const noexcept;

  template <class Visit>
  void for_each_common(std::span<const Index> vertices, Index low, Index high, const Visit& visit) const {
    for_each_common(vertices, high, [&](Index x, Index highest) {
      if (highest >= low) visit(x, highest);
      return true;
    });
  }

  Index first_common_below(std::span<const Index> vertices, Index rank, Index end) const {
    Index first = end;
    if (rank > 0)
      for_each_common(vertices, rank - 1, [&](Index x, Index) {
        first = std::min(x, end);
        return false;
      });
    return first;
  }

 private:
  /// visit(x, m) as above for m <= high, while it returns true.
  template <class Visit>
  void for_each_common(std::span<const Index> vertices, Index high, const Visit& visit) const {
    const Neighbor* at[max_vertices];
    std::size_t shortest = 0;
    for (std::size_t k = 0; k < vertices.size(); ++k) {
      at[k] = neighbors_.data() + offsets_[vertices[k]];
      if (neighbors(vertices[k]).size() < neighbors(vertices[shortest]).size()) shortest = k;
    }
    for (const auto& [x, rank] : neighbors(vertices[shortest])) {
      if (rank > high) continue;
      Index highest = rank;
      for (std::size_t k = 0; k < vertices.size() && highest <= high; ++k) {
        if (k == shortest) continue;
        while (at[k]->vertex < x) ++at[k];  // every list ends with the vertex none
        highest = at[k]->vertex == x ? std::max(highest, at[k]->rank) : none;
      }
      if (highest <= high && !visit(x, highest)) return;
    }
  }

  static constexpr std::size_t max_vertices = 20;
  std::vector<std::size_t> offsets_;
  std::vector<Neighbor> neighbors_;
};

}  // namespace tessera
