// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/edge_collapse.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace tessera {

/// A rank in signed 32 bits, so that loops over many compile to vector code.
using Rank = std::int32_t;
inline constexpr Rank absent = std::numeric_limits<Rank>::max();

/// The common neighbors x of the ends of one edge uv, by position; positions without one have entry = absent.
/// Arrays are padded to whole blocks.
struct Link {
  static constexpr std::size_t block = 16;

  std::size_t size = 0;            // of every array, a multiple of `block`
  const Rank* entry = nullptr;     // max(|ux|, |vx|): from there on x is a common neighbor
  std::vector<const Rank*> level;  // level[k]: f_k(x)
};

/// A matrix is worth its memory for small graphs and for those with a sixteenth of all edges.
bool prefers_dense(Index vertex_count, std::uint64_t edge_count);

/// The lengths of a filtered graph as a symmetric matrix. A position in a link is a vertex.
class DenseGraph {
 public:
  DenseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges,
             const std::vector<std::vector<Index>>& functions);

  const Link& link_of(const FilteredEdge& edge);
  /// Lengths from the vertex at a position of the latest link to all positions; 0 to itself.
  const Rank* row(std::size_t position) { return length_.data() + link_.size * position; }
  /// Gives an edge another length; absent removes it.
  void set(const FilteredEdge& edge, Rank length) {
    length_[link_.size * edge.u + edge.v] = length_[link_.size * edge.v + edge.u] = length;
  }

  void prefetch(const FilteredEdge&) const {}

  Index vertex_at(std::size_t position) const { return Index(position); }
  std::size_t position_of(Index vertex) const { return vertex; }

  /// Steps that a pass over the positions of the latest link takes, and those taken since the graph was made.
  std::uint64_t pass() const { return link_.size / 8; }
  std::uint64_t work = 0;

 private:
  std::vector<Rank> length_, entry_;
  std::vector<std::vector<Rank>> level_;
  Link link_;
};

/// The same graph as rows of neighbors. Positions in a link number the common neighbors by increasing vertex; a row
/// within the link is written when it is first asked for.
class SparseGraph {
 public:
  SparseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges,
              const std::vector<std::vector<Index>>& functions);

  const Link& link_of(const FilteredEdge& edge);
  const Rank* row(std::size_t position);
  void set(const FilteredEdge& edge, Rank length);
  /// Brings the rows of an edge's ends near: on large graphs most time goes to waiting for them.
  void prefetch(const FilteredEdge& edge) const {
    for (const Index v : {edge.u, edge.v})
      for (std::uint64_t i = 0; i < degree_[v]; i += 8) __builtin_prefetch(entries_.data() + start_[v] + i);
  }

  Index vertex_at(std::size_t position) const { return common_[position]; }
  std::size_t position_of(Index vertex) const {
    return vertex < position_.size() && position_[vertex] != 0 ? position_[vertex] - 1 : link_.size;
  }

  std::uint64_t pass() const { return link_.size / 8 + 1; }
  std::uint64_t work = 0;

 private:
  struct Neighbor {
    Index vertex;
    Rank length;
  };

  void forget_link();
  void set(Index v, Index neighbor, Rank length);

  std::vector<std::uint64_t> start_;
  std::vector<Index> degree_;
  std::vector<Neighbor> entries_;
  const std::vector<std::vector<Index>>& functions_;

  Link link_;
  std::vector<Index> common_;      // vertex at a position
  std::vector<Rank> length_to_u_;  // by vertex, absent between calls
  std::vector<Index> position_;    // by vertex; beyond the link where the vertex is not common
  std::vector<Rank> entry_;
  std::vector<std::vector<Rank>> level_;
  std::vector<std::vector<Rank>> rows_;
  std::vector<std::uint8_t> has_row_;
};

}  // namespace tessera
