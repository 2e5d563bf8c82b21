// SPDX-License-Identifier: MIT
#include "persistence/rips_sweep.hpp"

#include "tessera/core/parallel.hpp"

#include <bit>
#include <numeric>

namespace tessera {
namespace {

using Word = std::uint64_t;

bool holds(const Word* set, Index i) { return set[i / 64] >> (i % 64) & 1; }
void insert(Word* set, Index i) { set[i / 64] |= Word{1} << (i % 64); }
void erase(Word* set, Index i) { set[i / 64] &= ~(Word{1} << (i % 64)); }

Index first_of(const Word* set, Index words) {
  for (Index k = 0; k < words; ++k)
    if (set[k]) return 64 * k + Index(std::countr_zero(set[k]));
  return none;
}

/// The first element of `set` that is neither in `row` nor equal to `self`.
Index first_missing(const Word* set, const Word* row, Index self, Index words) {
  for (Index k = 0; k < words; ++k) {
    Word rest = set[k] & ~row[k];
    if (k == self / 64) rest &= ~(Word{1} << (self % 64));
    if (rest) return 64 * k + Index(std::countr_zero(rest));
  }
  return none;
}

/// What the sweep of one block of edges finds.
struct Found {
  std::vector<std::vector<SimplexNumber>> columns;  // by dimension

  std::uint64_t count() const {
    return std::accumulate(columns.begin(), columns.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& list) { return sum + list.size(); });
  }
};

/// One lune at a time: its apex, and its cliques that need columns. Lune supplies words(), row(i), the vertices joined
/// to i by lower edges as a set, and vertex(i); the order of the i is the order of the vertices.
template <class Lune>
class LuneSearch {
 public:
  LuneSearch(const RipsGraph& graph, Index max_degree, Found& found, const Context& context)
      : bits_(std::bit_width(graph.vertex_count)), max_degree_(max_degree), found_(found), context_(context) {}

  struct Apex {
    Index place;
    bool is_cone;
  };

  /// A vertex that cannot be apex leaves a witness it is not joined to; only those joined to the witness stay
  /// candidates. `guess` is tried first. Where there is no apex the last candidate stands in.
  Apex apex(Lune& lune, const Word* members, Index guess) {
    const Index words = lune.words();
    candidates_.assign(members, members + words);
    for (Index w = guess;;) {
      const Index witness = first_missing(members, lune.row(w), w, words);
      if (witness == none) return {w, true};
      erase(candidates_.data(), w);
      const bool stays = holds(candidates_.data(), witness);
      const Word* row = lune.row(witness);
      for (Index k = 0; k < words; ++k) candidates_[k] &= row[k];
      if (stays) insert(candidates_.data(), witness);
      const Index next = first_of(candidates_.data(), words);
      if (next == none) return {w, false};
      w = next;
    }
  }

  /// The columns of dimension 2 .. max_degree of the step of `edge`.
  void columns(Lune& lune, const Word* members, Index edge, Index apex) {
    edge_ = edge, apex_ = apex;
    if (common_.size() < max_degree_) common_.resize(max_degree_);
    extend(lune, members, 64 * lune.words(), 0, 2);
  }

 private:
  /// Adds to a clique of the lune, whose common neighbors there are `common`, one vertex before `end`.
  void extend(Lune& lune, const Word* common, Index end, std::uint64_t others, Index dimension) {
    const Index words = lune.words();
    const bool apex_fits = holds(common, apex_);  // then the clique without more vertices pairs with the apex
    const Index first = dimension == 2 || apex_fits ? none : first_of(common, words);
    const bool is_last = dimension == max_degree_;
    const Word* beside_apex = is_last && apex_fits ? lune.row(apex_) : nullptr;

    for (Index k = 0; k < words && 64 * k < end; ++k) {
      Word rest = common[k];
      if (end < 64 * k + 64) rest &= (Word{1} << (end % 64)) - 1;
      if (beside_apex) rest &= ~beside_apex[k];  // the others pair with the apex
      for (; rest; rest &= rest - 1) {
        const Index x = 64 * k + Index(std::countr_zero(rest));
        if (x == apex_) continue;
        if (dimension == 2) context_.check();
        visit(lune, common, x, x == first, others, dimension);
      }
    }
  }

  void visit(Lune& lune, const Word* common, Index x, bool pairs_below, std::uint64_t others, Index dimension) {
    const Index words = lune.words();
    auto& shared = common_[dimension - 2];
    shared.resize(words);
    const Word* row = lune.row(x);
    for (Index k = 0; k < words; ++k) shared[k] = common[k] & row[k];

    others = others << bits_ | lune.vertex(x);
    const bool pairs_above = holds(shared.data(), apex_) || first_of(shared.data(), words) < x;
    if (!pairs_above && !pairs_below)
      found_.columns[dimension].push_back(SimplexNumber{edge_} << (1 + bits_ * (dimension - 1)) |
                                          SimplexNumber{1} << (bits_ * (dimension - 1)) | others);
    if (dimension < max_degree_) extend(lune, shared.data(), x, others, dimension + 1);
  }

  unsigned bits_;
  Index max_degree_;
  Found& found_;
  const Context& context_;
  std::vector<Word> candidates_;
  std::vector<std::vector<Word>> common_;  // by dimension
  Index edge_ = 0, apex_ = 0;
};

constexpr std::size_t edges_per_check = 4096;

void require_columns(const Found& found, const Context& context) {
  context.check();
  context.require_memory(2 * sizeof(SimplexNumber) * found.count(), "the columns of a Rips filtration",
                         "lower max_degree or max_diameter, or subsample the points");
}

/// Adjacency by the edges below the present one, a row of bits a vertex.
class BitLune {
 public:
  explicit BitLune(Index vertex_count)
      : words_((vertex_count + 63) / 64), rows_(std::size_t{words_} * vertex_count, 0) {}

  Index words() const noexcept { return words_; }
  const Word* row(Index v) const noexcept { return rows_.data() + std::size_t{v} * words_; }
  Index vertex(Index v) const noexcept { return v; }
  void join(Index u, Index v) {
    insert(rows_.data() + std::size_t{u} * words_, v);
    insert(rows_.data() + std::size_t{v} * words_, u);
  }

 private:
  Index words_;
  std::vector<Word> rows_;
};

/// Edges [begin, end) by rank, against the adjacency that grows with them.
void sweep_dense(RipsGraph& graph, const SpanningForest& forest, Index max_degree, std::size_t begin, std::size_t end,
                 Found& found, const Context& context) {
  BitLune lune(graph.vertex_count);
  LuneSearch<BitLune> search(graph, max_degree, found, context);
  for (std::size_t rank = 0; rank < begin; ++rank) lune.join(graph.edges[rank].u, graph.edges[rank].v);

  const Index words = lune.words();
  std::vector<Word> members(words);
  for (std::size_t rank = begin; rank < end; ++rank) {
    if (rank % edges_per_check == 0) require_columns(found, context);
    auto& edge = graph.edges[rank];
    const Word* of_u = lune.row(edge.u);
    const Word* of_v = lune.row(edge.v);
    Index first = none;
    for (Index k = 0; k < words && first == none; ++k)
      if (const Word both = of_u[k] & of_v[k]) first = 64 * k + Index(std::countr_zero(both));
    if (first == none) {
      if (!std::ranges::binary_search(forest.edges, Index(rank)))
        found.columns[1].push_back(SimplexNumber{2 * rank + 1});
    } else if (max_degree == 1) {
      edge.apex = first;
    } else {
      for (Index k = 0; k < words; ++k) members[k] = of_u[k] & of_v[k];
      const auto [apex, is_cone] = search.apex(lune, members.data(), first);
      edge.apex = apex;
      edge.is_cone = is_cone;
      if (!is_cone) search.columns(lune, members.data(), Index(rank), apex);
    }
    lune.join(edge.u, edge.v);
  }
}

/// Neighbors in the order of rank: what is below an edge is the beginning of a list.
class RankedNeighbors {
 public:
  struct Neighbor {
    Index vertex, rank;
  };

  explicit RankedNeighbors(const RipsGraph& graph) : offsets_(std::size_t{graph.vertex_count} + 1, 0) {
    for (const auto& edge : graph.edges) ++offsets_[edge.u], ++offsets_[edge.v];
    for (auto& offset : offsets_) ++offset;
    std::exclusive_scan(offsets_.begin(), offsets_.end(), offsets_.begin(), std::size_t{0});
    neighbors_.resize(offsets_.back(), {none, none});  // every list ends with the rank none
    auto next = offsets_;
    for (Index rank = 0; rank < graph.edge_count(); ++rank) {
      const auto& edge = graph.edges[rank];
      neighbors_[next[edge.u]++] = {edge.v, rank};
      neighbors_[next[edge.v]++] = {edge.u, rank};
    }
  }
  const Neighbor* of(Index v) const noexcept { return neighbors_.data() + offsets_[v]; }

 private:
  std::vector<std::size_t> offsets_;
  std::vector<Neighbor> neighbors_;
};

/// The lune of one edge, its vertices numbered as they are met; rows are made when asked for.
class ListLune {
 public:
  explicit ListLune(const RankedNeighbors& neighbors, Index vertex_count)
      : neighbors_(neighbors), place_(vertex_count), of_edge_(vertex_count, none) {}

  /// The lune as a set of places. `to_u[x]` is the rank of the edge from x to one end. The place of the vertex whose
  /// higher edge to the ends is lowest goes to `guess`.
  const std::vector<Word>& reset(Index rank, Index v, const std::vector<Index>& to_u, Index& guess) {
    rank_ = rank;
    vertices_.clear();
    Index nearest = none;
    for (const auto* at = neighbors_.of(v); at->rank < rank; ++at) {
      const Index higher = std::max(at->rank, to_u[at->vertex]);
      if (higher >= rank) continue;
      if (higher < nearest) nearest = higher, guess = Index(vertices_.size());
      vertices_.push_back(at->vertex);
    }
    number();
    return members_;
  }

  /// Numbers the vertices in their order.
  const std::vector<Word>& sort() {
    std::ranges::sort(vertices_);
    number();
    return members_;
  }

  Index size() const noexcept { return Index(vertices_.size()); }
  Index words() const noexcept { return words_; }
  Index vertex(Index place) const noexcept { return vertices_[place]; }
  Index place(Index vertex) const noexcept { return place_[vertex]; }

  const Word* row(Index place) {
    Word* row = rows_.data() + std::size_t{place} * words_;
    if (has_row_[place]) return row;
    has_row_[place] = true;
    std::fill(row, row + words_, Word{0});
    for (const auto* at = neighbors_.of(vertices_[place]); at->rank < rank_; ++at)
      if (of_edge_[at->vertex] == rank_) insert(row, place_[at->vertex]);
    return row;
  }

 private:
  void number() {
    const Index count = size();
    words_ = (count + 63) / 64;
    for (Index place = 0; place < count; ++place) {
      place_[vertices_[place]] = place;
      of_edge_[vertices_[place]] = rank_;
    }
    members_.assign(words_, ~Word{0});
    if (count % 64) members_.back() = (Word{1} << (count % 64)) - 1;
    rows_.resize(std::max(rows_.size(), std::size_t{count} * words_));
    has_row_.assign(count, 0);
  }

  const RankedNeighbors& neighbors_;
  std::vector<Index> place_, of_edge_;  // by vertex: its place in the lune of that edge
  Index rank_ = none, words_ = 0;
  std::vector<Index> vertices_;
  std::vector<Word> members_, rows_;
  std::vector<char> has_row_;
};

/// The edges whose lower end is in [begin, end).
void sweep_sparse(RipsGraph& graph, const RankedNeighbors& neighbors, const SpanningForest& forest, Index max_degree,
                  std::size_t begin, std::size_t end, Found& found, const Context& context) {
  ListLune lune(neighbors, graph.vertex_count);
  LuneSearch<ListLune> search(graph, max_degree, found, context);
  std::vector<Index> to_u(graph.vertex_count, none);
  for (Index u = Index(begin); u < end; ++u) {
    if (u % 64 == 0) require_columns(found, context);
    for (const auto* at = neighbors.of(u); at->rank != none; ++at) to_u[at->vertex] = at->rank;
    for (const auto* at = neighbors.of(u); at->rank != none; ++at) {
      const auto [v, rank] = *at;
      if (v < u) continue;
      Index guess = 0;
      const Word* members = lune.reset(rank, v, to_u, guess).data();
      if (lune.size() == 0) {
        if (!std::ranges::binary_search(forest.edges, rank)) found.columns[1].push_back(SimplexNumber{2} * rank + 1);
      } else if (max_degree == 1) {
        graph.edges[rank].apex = lune.vertex(guess);
      } else {
        const auto [place, is_cone] = search.apex(lune, members, guess);
        const Index apex = lune.vertex(place);
        graph.edges[rank].apex = apex;
        graph.edges[rank].is_cone = is_cone;
        if (!is_cone) {
          members = lune.sort().data();
          search.columns(lune, members, rank, lune.place(apex));
        }
      }
    }
    for (const auto* at = neighbors.of(u); at->rank != none; ++at) to_u[at->vertex] = none;
  }
}

/// Bit rows for every vertex pay when they are not much larger than the lists.
bool bits_pay(const RipsGraph& graph) {
  return std::uint64_t{graph.vertex_count} * graph.vertex_count <= 256 * std::uint64_t{graph.edge_count()} + (1 << 20);
}

}  // namespace

SpanningForest spanning_forest(const RipsGraph& graph) {
  std::vector<Index> parent(graph.vertex_count);
  std::iota(parent.begin(), parent.end(), Index{0});
  const auto root = [&](Index v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };

  SpanningForest forest;
  for (Index rank = 0; rank < graph.edge_count() && forest.edges.size() + 1 < graph.vertex_count; ++rank) {
    const auto [elder, younger] = std::minmax({root(graph.edges[rank].u), root(graph.edges[rank].v)});
    if (elder == younger) continue;
    parent[younger] = elder;
    forest.edges.push_back(rank);
    forest.merges.push_back({elder, younger});
  }
  for (Index v = 0; v < graph.vertex_count; ++v)
    if (parent[v] == v) forest.components.push_back(v);
  return forest;
}

std::vector<std::vector<SimplexNumber>> sweep_edges(RipsGraph& graph, const SpanningForest& forest, Index max_degree,
                                                    const Context& context) {
  const bool dense = bits_pay(graph);
  const std::size_t count = dense ? graph.edge_count() : graph.vertex_count;
  const std::size_t blocks = context.threads() > 1 ? 8 * context.threads() : 1;
  const std::size_t grain = std::max<std::size_t>(1, (count + blocks - 1) / blocks);
  std::vector<Found> found((count + grain - 1) / grain, Found{std::vector<std::vector<SimplexNumber>>(max_degree + 1)});
  if (dense) {
    parallel_for_blocks(context, count, grain, [&](std::size_t begin, std::size_t end) {
      sweep_dense(graph, forest, max_degree, begin, end, found[begin / grain], context);
    });
  } else {
    const RankedNeighbors neighbors(graph);
    parallel_for_blocks(context, count, grain, [&](std::size_t begin, std::size_t end) {
      sweep_sparse(graph, neighbors, forest, max_degree, begin, end, found[begin / grain], context);
    });
  }

  std::vector<std::vector<SimplexNumber>> columns(max_degree + 1);
  for (auto& part : found)
    for (Index dimension = 1; dimension <= max_degree; ++dimension)
      columns[dimension].insert(columns[dimension].end(), part.columns[dimension].begin(),
                                part.columns[dimension].end());
  parallel_for(context, columns.size(), 1, [&](std::size_t k) { std::ranges::sort(columns[k], std::greater<>()); });
  return columns;
}

}  // namespace tessera
