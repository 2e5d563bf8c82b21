// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/rips_graph.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <span>

namespace tessera {

inline constexpr Index max_rips_degree = 16;

/// A simplex of dimension k >= 1 as one number, ordered as the filtration is:
///   the rank of its highest edge | 0 if it holds the apex of that edge, else 1 | its other k - 1 vertices, decreasing.
/// The apex of an edge is a vertex chosen once among those joined to both ends by lower edges (rips_sweep.hpp).
using SimplexNumber = std::uint64_t;

/// The vertices of a simplex, increasing.
struct SimplexVertices {
  std::array<Index, max_rips_degree + 2> vertex;
  Index count = 0;
  std::span<const Index> span() const noexcept { return {vertex.data(), count}; }
  Index operator[](Index i) const noexcept { return vertex[i]; }
};

/// Reads and writes simplex numbers of one dimension.
class SimplexCode {
 public:
  SimplexCode(const RipsGraph& graph, Index dimension)
      : edges_(graph.edges.data()),
        bits_(std::bit_width(graph.vertex_count)),
        dimension_(dimension),
        shift_(1 + bits_ * (dimension - 1)) {}

  /// Bits that the numbers of this dimension take.
  static unsigned bits(const RipsGraph& graph, Index dimension) {
    return std::bit_width(graph.edge_count()) + 1 + std::bit_width(graph.vertex_count) * (dimension - 1);
  }

  Index dimension() const noexcept { return dimension_; }
  Index rank(SimplexNumber simplex) const noexcept { return Index(simplex >> shift_); }
  bool has_apex(SimplexNumber simplex) const noexcept { return (simplex >> (shift_ - 1) & 1) == 0; }
  std::uint64_t others(SimplexNumber simplex) const noexcept {
    return simplex & ((SimplexNumber{1} << (shift_ - 1)) - 1);
  }
  SimplexNumber number(Index rank, bool has_apex, std::uint64_t others) const noexcept {
    return SimplexNumber{rank} << shift_ | SimplexNumber{!has_apex} << (shift_ - 1) | others;
  }

  /// Of the vertices besides the ends of the highest edge the one at `place`, counted from the smallest.
  Index other(SimplexNumber simplex, Index place) const noexcept {
    return Index(simplex >> (place * bits_)) & ((Index{1} << bits_) - 1);
  }
  static std::uint64_t inserted(std::uint64_t others, Index place, Index vertex, unsigned bits) noexcept {
    const unsigned at = place * bits;
    const std::uint64_t below = others & ((std::uint64_t{1} << at) - 1);
    return (others >> at) << (at + bits) | std::uint64_t{vertex} << at | below;
  }
  static std::uint64_t removed(std::uint64_t others, Index place, unsigned bits) noexcept {
    const unsigned at = place * bits;
    const std::uint64_t below = others & ((std::uint64_t{1} << at) - 1);
    return at + bits >= 64 ? below : (others >> (at + bits)) << at | below;
  }
  unsigned vertex_bits() const noexcept { return bits_; }

  SimplexVertices vertices(SimplexNumber simplex) const noexcept {
    SimplexVertices result;
    const auto& edge = edges_[rank(simplex)];
    const Index others = dimension_ - 1;
    Index i = 0;
    const auto push = [&](Index vertex) { result.vertex[result.count++] = vertex; };
    for (; i < others && other(simplex, i) < edge.u; ++i) push(other(simplex, i));
    push(edge.u);
    for (; i < others && other(simplex, i) < edge.v; ++i) push(other(simplex, i));
    push(edge.v);
    for (; i < others; ++i) push(other(simplex, i));
    return result;
  }

 private:
  const RipsEdge* edges_;
  unsigned bits_;
  Index dimension_;
  unsigned shift_;
};

}  // namespace tessera
