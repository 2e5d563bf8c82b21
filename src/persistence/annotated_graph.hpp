// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/annotations.hpp"
#include "tessera/core/index.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// A graph that grows edge by edge towards one known beforehand; its edges carry annotations. Rows lie sorted by
/// neighbor, 16 bytes an edge; a dense graph also keeps them as bits.
class AnnotatedGraph {
 public:
  /// `ends(e)` is the pair of ends of edge e < edge_count.
  template <class Ends>
  AnnotatedGraph(Index vertices, std::size_t edge_count, const Ends& ends, bool is_dense)
      : begin_(std::size_t{vertices} + 1, 0),
        neighbors_(2 * edge_count),
        names_(2 * edge_count, absent),
        words_(is_dense ? (std::size_t{vertices} + 63) / 64 : 0),
        bits_(words_ * vertices, 0),
        common_bits_(words_),
        open_(words_),
        is_common_(is_dense ? 0 : vertices, 0) {
    for (std::size_t e = 0; e < edge_count; ++e) ++begin_[ends(e).first + 1], ++begin_[ends(e).second + 1];
    for (Index v = 0; v < vertices; ++v) begin_[v + 1] += begin_[v];
    auto next = begin_;
    for (std::size_t e = 0; e < edge_count; ++e) {
      const auto [u, v] = ends(e);
      neighbors_[next[u]++] = v;
      neighbors_[next[v]++] = u;
    }
    for (Index v = 0; v < vertices; ++v)
      std::sort(neighbors_.begin() + std::ptrdiff_t(begin_[v]), neighbors_.begin() + std::ptrdiff_t(begin_[v + 1]));
  }

  void add(Index u, Index v, Annotations::Name name) {
    names_[place(u, v)] = names_[place(v, u)] = name;
    if (words_ == 0) return;
    bits_[words_ * u + v / 64] |= std::uint64_t{1} << (v % 64);
    bits_[words_ * v + u / 64] |= std::uint64_t{1} << (u % 64);
  }

  Annotations::Name annotation(Index u, Index v) const { return names_[place(u, v)]; }

  /// The local minima of the common neighbors of u and v: those joined to no lower one, in increasing order. The first
  /// is the least common neighbor.
  void link_minima(Index u, Index v, std::vector<Index>& minima) {
    minima.clear();
    words_ > 0 ? minima_by_bits(u, v, minima) : minima_by_rows(u, v, minima);
  }

 private:
  static constexpr Annotations::Name absent = -1;

  std::size_t place(Index v, Index neighbor) const {
    const auto first = neighbors_.begin() + std::ptrdiff_t(begin_[v]),
               last = neighbors_.begin() + std::ptrdiff_t(begin_[v + 1]);
    return std::size_t(std::lower_bound(first, last, neighbor) - neighbors_.begin());
  }

  const std::uint64_t* bits(Index v) const { return bits_.data() + words_ * v; }

  /// The least vertex that is neighbor of w and common neighbor; w when there is none below it.
  bool has_lower_common_neighbor(Index w) const {
    const auto* of_w = bits(w);
    for (std::size_t word = 0; word < w / 64; ++word)
      if ((of_w[word] & common_bits_[word]) != 0) return true;
    const std::uint64_t below = (std::uint64_t{1} << (w % 64)) - 1;
    return (of_w[w / 64] & common_bits_[w / 64] & below) != 0;
  }

  /// Neighbors of a common neighbor are no minima, except lower ones: those were met before. What is left open is
  /// tested one by one, and is little in a dense graph.
  void minima_by_bits(Index u, Index v, std::vector<Index>& minima) {
    std::size_t first = words_;
    for (std::size_t word = 0; word < words_; ++word) {
      open_[word] = common_bits_[word] = bits(u)[word] & bits(v)[word];
      if (open_[word] != 0 && first == words_) first = word;
    }
    for (std::size_t word = first; word < words_;) {
      if (open_[word] == 0) {
        ++word;
        continue;
      }
      const Index w = Index(word * 64 + std::size_t(std::countr_zero(open_[word])));
      if (!has_lower_common_neighbor(w)) minima.push_back(w);
      open_[word] &= open_[word] - 1;
      const auto* of_w = bits(w);
      for (std::size_t later = word; later < words_; ++later) open_[later] &= ~of_w[later];
    }
  }

  void minima_by_rows(Index u, Index v, std::vector<Index>& minima) {
    common_.clear();
    for (std::size_t a = begin_[u], b = begin_[v]; a < begin_[u + 1] && b < begin_[v + 1];) {
      if (neighbors_[a] < neighbors_[b]) {
        ++a;
      } else if (neighbors_[b] < neighbors_[a]) {
        ++b;
      } else {
        if ((names_[a] | names_[b]) >= 0) common_.push_back(neighbors_[a]);
        ++a, ++b;
      }
    }
    for (const Index w : common_) {  // marked as they pass: a mark means common and lower
      bool is_minimum = true;
      for (std::size_t p = begin_[w]; p < begin_[w + 1] && neighbors_[p] < w && is_minimum; ++p)
        is_minimum = !(is_common_[neighbors_[p]] && names_[p] >= 0);
      if (is_minimum) minima.push_back(w);
      is_common_[w] = 1;
    }
    for (const Index w : common_) is_common_[w] = 0;
  }

  std::vector<std::size_t> begin_;
  std::vector<Index> neighbors_;
  std::vector<Annotations::Name> names_;
  std::size_t words_;
  std::vector<std::uint64_t> bits_, common_bits_, open_;
  std::vector<unsigned char> is_common_;
  std::vector<Index> common_;
};

}  // namespace tessera
