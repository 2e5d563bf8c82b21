// SPDX-License-Identifier: MIT
#include "filtration/edge_collapse.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tessera {
namespace {

/// A sweep that removes less than one edge in this many is the last: the next would cost more than it saves.
constexpr std::size_t least_share = 16;

using Functions = std::vector<std::vector<Index>>;

/// Whether f(w) <= f(u) v f(v) on every function axis.
bool enters_by(const Functions& functions, Index w, Index u, Index v) {
  return std::ranges::all_of(functions, [=](const auto& f) { return f[w] <= std::max(f[u], f[v]); });
}

/// The lengths of a graph as a symmetric matrix of ranks; rows are padded to whole blocks, so that loops over them
/// compile to vector code.
class DenseGraph {
 public:
  DenseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges, const Functions& functions)
      : stride_((std::size_t{vertex_count} + block - 1) / block * block),
        length_(stride_ * vertex_count, absent),
        bound_(stride_),
        is_candidate_(stride_),
        functions_(functions) {
    for (Index v = 0; v < vertex_count; ++v) row(v)[v] = 0;
    for (const auto& [u, v, length] : edges) row(u)[v] = row(v)[u] = Rank(length);
    for (const auto& f : functions) {
      ranks_.emplace_back(f.begin(), f.end());
      ranks_.back().resize(stride_, absent);
    }
  }

  /// Every candidate w that fails at some x rules out all others that fail there, in one pass over row x: the matrix is
  /// symmetric. An edge that survives then costs a few passes, not one a candidate.
  bool is_dominated(const FilteredEdge& edge) {
    const auto [u, v, length] = edge;
    form_bound(row(u), row(v), Rank(length));
    if (last_dominator_ != none && last_dominator_ != u && last_dominator_ != v &&
        enters_by(functions_, last_dominator_, u, v) && obstacle_of(last_dominator_) == none)
      return true;

    gather_candidates(edge);
    for (std::size_t w = next_candidate(0); w < stride_; w = next_candidate(w)) {
      const Index x = obstacle_of(Index(w));
      if (x == none) {
        last_dominator_ = Index(w);
        return true;
      }
      rule_out(w, x);
    }
    return false;
  }

  void remove(const FilteredEdge& edge) { row(edge.u)[edge.v] = row(edge.v)[edge.u] = absent; }

 private:
  // Signed 32 bits: one vector compare. The padding is absent in every row and infinite in every bound.
  using Rank = std::int32_t;
  static constexpr Rank absent = std::numeric_limits<Rank>::max();
  static constexpr std::size_t block = 32;

  Rank* row(Index v) { return length_.data() + stride_ * v; }

  void form_bound(const Rank* from_u, const Rank* from_v, Rank length) {
    Rank* bound = bound_.data();
    for (std::size_t x = 0; x < stride_; ++x) bound[x] = std::max(length, std::max(from_u[x], from_v[x]));
  }

  /// Marks the w, not u or v, with |wu|, |wv| <= |uv| that enter by f(u) v f(v).
  void gather_candidates(const FilteredEdge& edge) {
    Rank* candidate = is_candidate_.data();
    const Rank* bound = bound_.data();
    const Rank length = Rank(edge.length);
    for (std::size_t w = 0; w < stride_; ++w) candidate[w] = bound[w] == length ? -1 : 0;
    for (const auto& f : ranks_) {
      const Rank* rank = f.data();
      const Rank limit = std::max(rank[edge.u], rank[edge.v]);
      for (std::size_t w = 0; w < stride_; ++w) candidate[w] &= rank[w] <= limit ? -1 : 0;
    }
    candidate[edge.u] = candidate[edge.v] = 0;
  }

  /// The first candidate in the block of `from` or later; stride_ when there is none.
  std::size_t next_candidate(std::size_t from) const {
    const Rank* candidate = is_candidate_.data();
    for (std::size_t start = from / block * block; start < stride_; start += block) {
      Rank any = 0;
      for (std::size_t w = start; w < start + block; ++w) any |= candidate[w];
      if (any == 0) continue;
      while (candidate[start] == 0) ++start;
      return start;
    }
    return stride_;
  }

  /// The x with the largest |wx| - M[x] > 0, which is likely to stop other candidates too; `none` when w dominates.
  Index obstacle_of(Index w) {
    const Rank* from_w = row(w);
    const Rank* bound = bound_.data();
    Rank worst = 0;
    std::size_t worst_block = 0;
    for (std::size_t start = 0; start < stride_; start += block) {
      Rank excess = 0;
      for (std::size_t x = start; x < start + block; ++x) excess = std::max(excess, from_w[x] - bound[x]);
      if (excess > worst) worst = excess, worst_block = start;
    }
    if (worst == 0) return none;
    std::size_t x = worst_block;
    while (from_w[x] - bound[x] != worst) ++x;
    return Index(x);
  }

  /// Unmarks every candidate, w among them, that is too far from x. The ones before w are unmarked already.
  void rule_out(std::size_t w, Index x) {
    const Rank* from_x = row(x);
    const Rank bound = bound_[x];
    Rank* candidate = is_candidate_.data();
    for (std::size_t other = w / block * block; other < stride_; ++other)
      candidate[other] &= from_x[other] <= bound ? -1 : 0;
  }

  std::size_t stride_;
  std::vector<Rank> length_;
  std::vector<Rank> bound_;         // M of the edge at hand
  std::vector<Rank> is_candidate_;  // -1 or 0
  std::vector<std::vector<Rank>> ranks_;
  const Functions& functions_;
  Index last_dominator_ = none;  // often dominates the next edge too
};

/// The same graph as rows of neighbors in increasing order, for graphs much smaller than n^2.
class SparseGraph {
 public:
  SparseGraph(Index vertex_count, const std::vector<FilteredEdge>& edges, const Functions& functions)
      : start_(std::size_t{vertex_count} + 1, 0),
        degree_(vertex_count, 0),
        bound_(vertex_count, none),
        functions_(functions) {
    for (const auto& edge : edges) ++start_[edge.u + 1], ++start_[edge.v + 1];
    for (Index v = 0; v < vertex_count; ++v) start_[v + 1] += start_[v];
    entries_.resize(start_.back());
    for (const auto& [u, v, length] : edges) {
      entries_[start_[u] + degree_[u]++] = {v, length};
      entries_[start_[v] + degree_[v]++] = {u, length};
    }
    for (Index v = 0; v < vertex_count; ++v) std::ranges::sort(row(v), {}, &Neighbor::vertex);
  }

  bool is_dominated(const FilteredEdge& edge) {
    gather_common_neighbors(edge);
    const bool found = std::ranges::any_of(common_, [&](Index w) {
      return bound_[w] == edge.length && enters_by(functions_, w, edge.u, edge.v) && dominates(w);
    });
    for (const Index x : common_) bound_[x] = none;
    return found;
  }

  void remove(const FilteredEdge& edge) {
    erase(edge.u, edge.v);
    erase(edge.v, edge.u);
  }

 private:
  struct Neighbor {
    Index vertex, length;
  };

  std::span<Neighbor> row(Index v) { return {entries_.data() + start_[v], degree_[v]}; }

  /// common_ and, on it, bound_ = M; elsewhere bound_ is `none`, which marks a vertex that is not common.
  void gather_common_neighbors(const FilteredEdge& edge) {
    common_.clear();
    const auto of_u = row(edge.u), of_v = row(edge.v);
    for (auto a = of_u.begin(), b = of_v.begin(); a != of_u.end() && b != of_v.end();) {
      if (a->vertex < b->vertex) {
        ++a;
      } else if (b->vertex < a->vertex) {
        ++b;
      } else {
        common_.push_back(a->vertex);
        bound_[a->vertex] = std::max(edge.length, std::max(a->length, b->length));
        ++a, ++b;
      }
    }
  }

  /// Every common neighbor but w itself is a neighbor of w, near enough.
  bool dominates(Index w) {
    std::size_t near = 0;
    for (const auto& [x, length] : row(w)) near += bound_[x] != none && length <= bound_[x];
    return near + 1 == common_.size();
  }

  void erase(Index v, Index neighbor) {
    const auto of_v = row(v);
    const auto place = std::ranges::lower_bound(of_v, neighbor, {}, &Neighbor::vertex);
    std::move(place + 1, of_v.end(), place);
    --degree_[v];
  }

  std::vector<std::uint64_t> start_;
  std::vector<Index> degree_;
  std::vector<Neighbor> entries_;
  std::vector<Index> bound_, common_;
  const Functions& functions_;
};

/// A matrix is worth its memory for small graphs and for those with a sixteenth of all edges.
bool prefers_dense(Index vertex_count, std::uint64_t edge_count) {
  const std::uint64_t entries = std::uint64_t{vertex_count} * vertex_count;
  return vertex_count <= 512 || (vertex_count <= 16384 && edge_count >= entries / 32);
}

/// Increasing in colexicographic order of grade: last function first, length last. Edges come sorted by length.
void sort_by_grade(std::vector<FilteredEdge>& edges, const Functions& functions) {
  for (const auto& f : functions)
    std::ranges::stable_sort(edges, {}, [&](const FilteredEdge& e) { return std::max(f[e.u], f[e.v]); });
}

/// One test of every edge against the current graph, latest first; survivors keep their order.
template <class Graph>
void sweep(Graph graph, std::vector<FilteredEdge>& edges, const Context& context) {
  std::size_t kept = edges.size();  // survivors gather at the end
  for (std::size_t e = edges.size(); e-- > 0;) {
    if (e % 1024 == 0) context.check();
    if (graph.is_dominated(edges[e]))
      graph.remove(edges[e]);
    else
      edges[--kept] = edges[e];
  }
  edges.erase(edges.begin(), edges.begin() + std::ptrdiff_t(kept));
}

}  // namespace

std::vector<FilteredEdge> collapse_edges(Index vertex_count, std::vector<FilteredEdge> edges,
                                         const Functions& functions, const CollapseOptions& options,
                                         const Context& context) {
  if (options.effort == Collapse::off) return edges;
  sort_by_grade(edges, functions);
  for (std::size_t before = 0; edges.size() != before;) {
    before = edges.size();
    const bool is_dense =
        options.form == GraphForm::automatic ? prefers_dense(vertex_count, before) : options.form == GraphForm::dense;
    if (is_dense)
      sweep(DenseGraph(vertex_count, edges, functions), edges, context);
    else
      sweep(SparseGraph(vertex_count, edges, functions), edges, context);
    if (before - edges.size() < before / least_share) break;
  }
  return edges;
}

std::uint64_t collapse_memory(Index vertex_count, std::uint64_t edge_count) {
  const std::uint64_t n = vertex_count;
  return prefers_dense(vertex_count, edge_count) ? 4 * n * (n + 32) : 16 * edge_count + 16 * n;
}

}  // namespace tessera
