// SPDX-License-Identifier: MIT
// Both graphs, of basins of minima joined by edges and of basins of maxima joined by facets, are merged by the elder
// rule:
// 1. In rounds, without sorting: a basin whose first edge outwards leads to an older one ends there, since nothing can
//    have reached it before. Joining all those at once is right: along a chain of them first edges come ever earlier,
//    so an edge with both ends in one joined basin comes after those that joined it and closes a cycle.
// 2. Once a round removes few edges, sort those left and take them one by one.
// Rounds run through memory in the order of the image; only what is left is visited in the order of the values.
#include "persistence/cubical_trees.hpp"

#include "core/value_order.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t steps_between_checks = 1 << 17;
constexpr std::size_t few = 1024;  // edges that are not worth a round

/// Union-find by the elder rule. `is_downward`: the last in order come first.
template <bool is_downward>
class ElderMerge {
 public:
  /// With `has_outside` the node after the last is the oldest.
  ElderMerge(const std::vector<double>& nodes, bool has_outside, const std::vector<double>& edges,
             const Context& context)
      : node_value_(nodes), edge_value_(edges), context_(context), parent_(nodes.size() + has_outside) {
    if (has_outside) node_value_.push_back(infinity);
    for (Index node = 0; node < parent_.size(); ++node) parent_[node] = node;
    partner_of_node_.assign(parent_.size(), none);
    partner_of_edge_.assign(edges.size(), none);
  }

  struct Edge {
    Index a, b, number;
  };

  /// Step 1: returns the edges that may still join something.
  std::vector<Edge> rounds(std::vector<Edge> edges) {
    best_.resize(parent_.size());
    for (std::size_t before = ~std::size_t{0}; edges.size() > few && edges.size() < before / 4 * 3;) {
      before = edges.size();
      find_first_edges(edges);
      join_along_first_edges(edges);
      drop_joined(edges);
    }
    return edges;
  }

  /// Step 2. `on_join(edge, younger, older)` comes before each join.
  template <class OnJoin>
  void one_by_one(const std::vector<Edge>& edges, const OnJoin& on_join) {
    std::vector<double> values(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) values[i] = edge_value_[edges[i].number];
    auto order = order_by_value(values);
    if (is_downward) std::ranges::reverse(order);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i % steps_between_checks == 0) context_.check();
      const Edge& edge = edges[order[i]];
      Index older = root(edge.a), younger = root(edge.b);
      if (older == younger) continue;
      if (is_before(node_value_, younger, older)) std::swap(older, younger);
      on_join(edge.number, younger, older);
      join(edge.number, younger, older);
    }
  }

  std::vector<Index>& partner_of_node() { return partner_of_node_; }
  std::vector<Index>& partner_of_edge() { return partner_of_edge_; }

 private:
  struct First {
    double value;
    Index edge;
  };

  static bool is_before(const std::vector<double>& value, Index a, Index b) {
    if (value[a] != value[b]) return (value[a] < value[b]) != is_downward;
    return (a < b) != is_downward;
  }

  Index root(Index node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }

  void join(Index edge, Index younger, Index older) {
    parent_[younger] = older;
    partner_of_node_[younger] = edge;
    partner_of_edge_[edge] = younger;
  }

  /// Edges are in the order of their numbers, which decides between equal values.
  void find_first_edges(const std::vector<Edge>& edges) {
    context_.check();
    for (const Edge& edge : edges) best_[edge.a].edge = best_[edge.b].edge = none;
    for (const Edge& edge : edges) {
      const double value = edge_value_[edge.number];
      for (const Index node : {edge.a, edge.b}) {
        First& first = best_[node];
        const bool is_first = is_downward ? value >= first.value : value < first.value;
        if (first.edge == none || is_first) first = {value, edge.number};
      }
    }
  }

  void join_along_first_edges(const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      const bool a_is_older = is_before(node_value_, edge.a, edge.b);
      const Index younger = a_is_older ? edge.b : edge.a;
      if (best_[younger].edge == edge.number) join(edge.number, younger, a_is_older ? edge.a : edge.b);
    }
  }

  void drop_joined(std::vector<Edge>& edges) {
    std::size_t kept = 0;
    for (const Edge& edge : edges) {
      const Index a = root(edge.a), b = root(edge.b);
      if (a != b) edges[kept++] = {a, b, edge.number};
    }
    edges.resize(kept);
  }

  std::vector<double> node_value_;
  const std::vector<double>& edge_value_;
  const Context& context_;
  std::vector<Index> parent_, partner_of_node_, partner_of_edge_;
  std::vector<First> best_;  // of each node: the first edge outwards
};

/// Sets of numbers that are only ever joined and listed.
class Members {
 public:
  explicit Members(Index count) : next_(count, none), last_(count) {
    for (Index i = 0; i < count; ++i) last_[i] = i;
  }
  void join(Index from, Index to) {
    next_[last_[to]] = from;
    last_[to] = last_[from];
  }
  std::vector<Index> of(Index first) const {
    std::vector<Index> all;
    for (; first != none; first = next_[first]) all.push_back(first);
    return all;
  }

 private:
  std::vector<Index> next_, last_;
};

template <class Other>
std::vector<BasinEdge> basins_of(const CubicalFrame& frame, CubicalGradient::Flow& flow, const CriticalList& cells,
                                 const Context& context, const Other& other) {
  std::vector<BasinEdge> basins(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % steps_between_checks == 0) context.check();
    const Index slot = frame.slot_of(cells.cell[i]);
    basins[i] = {end_of(flow, slot), end_of(flow, other(slot, frame.extents_of(cells.cell[i])))};
  }
  return basins;
}

}  // namespace

void mark_ends(const CubicalFrame& frame, CubicalGradient::Flow& flow, const CriticalList& ends) {
  for (Index number = 0; number < ends.size(); ++number)
    flow[frame.slot_of(ends.cell[number])] = number | CubicalGradient::ends;
}

Index end_of(CubicalGradient::Flow& flow, Index slot) {
  constexpr Index ends = CubicalGradient::ends;
  Index next = flow[slot];
  while (next != 0 && !(next & ends)) {
    const Index after = flow[next];
    if (after == 0 || after & ends) return after == 0 ? none : after & ~ends;
    flow[slot] = after;
    slot = after;
    next = flow[slot];
  }
  return next == 0 ? none : next & ~ends;
}

std::vector<BasinEdge> edge_basins(const CubicalFrame& frame, CubicalGradient::Flow& down, const CriticalList& edges,
                                   const Context& context) {
  return basins_of(frame, down, edges, context,
                   [&](Index slot, Index extents) { return frame.above(slot, std::countr_zero(extents)); });
}

std::vector<BasinEdge> facet_basins(const CubicalFrame& frame, CubicalGradient::Flow& up, const CriticalList& facets,
                                    const Context& context) {
  return basins_of(frame, up, facets, context,
                   [&](Index slot, Index extents) { return frame.below(slot, std::countr_one(extents)); });
}

CriticalPairs vertex_edge_pairs(const CriticalList& vertices, const CriticalList& edges,
                                const std::vector<BasinEdge>& basins, const Context& context) {
  using Merge = ElderMerge<false>;
  Merge merge(vertices.value, false, edges.value, context);
  std::vector<Merge::Edge> links;
  links.reserve(edges.size());
  for (Index edge = 0; edge < edges.size(); ++edge)
    if (basins[edge].a != basins[edge].b) links.push_back({basins[edge].a, basins[edge].b, edge});
  merge.one_by_one(merge.rounds(std::move(links)), [](Index, Index, Index) {});
  return {std::move(merge.partner_of_node()), std::move(merge.partner_of_edge())};
}

CriticalPairs facet_cube_pairs(const CriticalList& facets, const CriticalList& cubes,
                               const std::vector<BasinEdge>& basins, const std::vector<Index>& skipped,
                               const FilledComponent& filled, const Context& context) {
  using Merge = ElderMerge<true>;
  Merge merge(cubes.value, true, facets.value, context);
  const Index outside = cubes.size();
  std::vector<Merge::Edge> links;
  links.reserve(facets.size());
  for (Index facet = 0; facet < facets.size(); ++facet)
    if (basins[facet].a != basins[facet].b && (skipped.empty() || skipped[facet] == none))
      links.push_back({std::min(basins[facet].a, outside), std::min(basins[facet].b, outside), facet});

  if (filled) {
    Members members(outside + 1);
    merge.one_by_one(links, [&](Index facet, Index younger, Index older) {
      if (facets.value[facet] < cubes.value[younger]) filled(facet, younger, members.of(younger));
      members.join(younger, older);
    });
  } else {
    merge.one_by_one(merge.rounds(std::move(links)), [](Index, Index, Index) {});
  }
  merge.partner_of_node().pop_back();  // the outside, which none survives
  return {std::move(merge.partner_of_edge()), std::move(merge.partner_of_node())};
}

}  // namespace tessera
