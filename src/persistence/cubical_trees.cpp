// SPDX-License-Identifier: MIT
// Both graphs, of basins of minima joined by edges and of basins of maxima joined by facets, are merged by the elder
// rule:
// 1. In rounds, without sorting: a basin whose first edge outwards leads to an older one ends there, since nothing can
//    have reached it before. Joining all those at once is right: along a chain of them first edges come ever earlier,
//    so an edge with both ends in one joined basin comes after those that joined it and closes a cycle. On a surface
//    both graphs have the same edges, and one that joins basins of one closes a cycle of the other: it is left out
//    there, so that every round shortens both.
// 2. Once a round removes few edges, sort those left and take them one by one.
// Rounds run through memory in the order of the image; only what is left is visited in the order of the values.
#include "persistence/cubical_trees.hpp"

#include "core/value_order.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
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
  ElderMerge(const LargeVector<double>& nodes, bool has_outside, const LargeVector<double>& edges,
             LargeVector<Link> links, const Context& context)
      : edge_value_(edges), context_(context), links_(std::move(links)) {
    const auto count = Index(nodes.size()) + has_outside;
    nodes_.resize(count);
    for (Index node = 0; node < nodes.size(); ++node) nodes_[node] = {no_key, key_of(nodes[node]), none, node};
    if (has_outside) nodes_.back() = {no_key, key_of(infinity), none, count - 1};
    partner_of_node_.assign(count, none);
    partner_of_edge_.assign(edges.size(), none);
  }

  std::size_t left() const { return links_.size(); }
  LargeVector<Index>& partner_of_node() { return partner_of_node_; }
  LargeVector<Index>& partner_of_edge() { return partner_of_edge_; }

  /// Step 1, first half: joins basins along first edges. What a link does is as good as random, so nothing but the
  /// joins themselves branches.
  void join_along_first_edges() {
    context_.check();
    for (const Link& link : links_) {  // in the order of numbers, which decides between equal values
      const std::uint64_t key = key_of(edge_value_[link.edge]);
      enter(nodes_[link.a], key, link.edge);
      enter(nodes_[link.b], key, link.edge);
    }
    std::array<Link, 1024> joins;  // none touches what the choice of another asks for
    for (std::size_t begin = 0; begin < links_.size(); begin += joins.size()) {
      std::size_t count = 0;
      for (std::size_t i = begin; i < std::min(begin + joins.size(), links_.size()); ++i) {
        const Link& link = links_[i];
        const Index swapped = (link.a ^ link.b) & (0 - Index{is_before(link.b, link.a)});
        const Index older = link.a ^ swapped, younger = link.b ^ swapped;
        joins[count] = {younger, older, link.edge};
        count += nodes_[younger].first == link.edge;
      }
      for (std::size_t i = 0; i < count; ++i) join(joins[i].edge, joins[i].a, joins[i].b);
    }
  }

  /// Step 1, second half: keeps the links that may still join something, and the basins they lead to, numbered anew.
  /// Edges with a partner in `elsewhere` never join.
  void drop_joined(const LargeVector<Index>& elsewhere) {
    std::size_t kept = 0;
    for (const Link& link : links_) {
      const Index a = root(link.a), b = root(link.b);
      links_[kept] = {a, b, link.edge};
      kept += (a != b) & (elsewhere[link.edge] == none);
    }
    links_.resize(kept);

    LargeVector<Node> next(std::min(2 * kept, nodes_.size()) + 1);
    LargeVector<Index> next_names(next.size());
    Index count = 0;
    for (Link& link : links_)
      for (Index* end : {&link.a, &link.b}) {
        Node& node = nodes_[*end];
        const bool is_new = node.key != is_renumbered;
        next[count] = {no_key, node.age, none, count};
        next_names[count] = name(*end);
        node.first = is_new ? count : node.first;
        node.key = is_renumbered;
        *end = node.first;
        count += is_new;
      }
    next.resize(count);
    nodes_.swap(next);
    names_.swap(next_names);
  }

  /// Step 2. `on_join(edge, younger, older)` comes before each join.
  template <class OnJoin>
  void join_one_by_one(const OnJoin& on_join) {
    LargeVector<double> values(links_.size());
    for (std::size_t i = 0; i < links_.size(); ++i) values[i] = edge_value_[links_[i].edge];
    auto order = order_by_value(values);
    if (is_downward) std::ranges::reverse(order);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i % steps_between_checks == 0) context_.check();
      const Link& link = links_[order[i]];
      Index older = root(link.a), younger = root(link.b);
      if (older == younger) continue;
      if (is_before(younger, older)) std::swap(older, younger);
      on_join(link.edge, name(younger), name(older));
      join(link.edge, younger, older);
    }
    links_.clear();
  }

 private:
  /// A basin: in one cache line what a link asks of it.
  struct Node {
    std::uint64_t key;  // of its first edge outwards
    std::uint64_t age;  // the key of its value
    Index first;        // that edge, where there is a key
    Index parent;
  };
  static constexpr std::uint64_t no_key = ~std::uint64_t{0}, is_renumbered = 0;  // no number has these keys

  /// An integer that is smaller the sooner a cell of this value comes. No value is -0 or NaN.
  static std::uint64_t key_of(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const std::uint64_t key = bits ^ (std::uint64_t(std::int64_t(bits) >> 63) | std::uint64_t{1} << 63);
    return is_downward ? ~key : key;
  }
  static void enter(Node& node, std::uint64_t key, Index edge) {
    const bool is_first = is_downward ? key <= node.key : key < node.key;
    const std::uint64_t mask = 0 - std::uint64_t{is_first};  // compilers make branches of choices
    node.key ^= (node.key ^ key) & mask;
    node.first ^= (node.first ^ edge) & Index(mask);
  }
  bool is_before(Index a, Index b) const {
    if (nodes_[a].age == nodes_[b].age) [[unlikely]]
      return is_downward ? name(a) > name(b) : name(a) < name(b);
    return nodes_[a].age < nodes_[b].age;
  }

  /// The number of a basin as it was given.
  Index name(Index node) const { return names_.empty() ? node : names_[node]; }

  Index root(Index node) {
    while (nodes_[node].parent != node) node = nodes_[node].parent = nodes_[nodes_[node].parent].parent;
    return node;
  }

  void join(Index edge, Index younger, Index older) {
    nodes_[younger].parent = older;
    partner_of_node_[name(younger)] = edge;
    partner_of_edge_[edge] = name(younger);
  }

  const LargeVector<double>& edge_value_;
  const Context& context_;
  LargeVector<Link> links_;
  LargeVector<Node> nodes_;
  LargeVector<Index> names_;  // empty while they are the numbers
  LargeVector<Index> partner_of_node_, partner_of_edge_;
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
LargeVector<Link> links_of(const CubicalFrame& frame, CubicalGradient::Flow& flow, const CriticalList& cells,
                           Index outside, const Context& context, const Other& other) {
  LargeVector<Link> links(cells.size());
  std::size_t count = 0;
  for (Index i = 0; i < cells.size(); ++i) {
    if (i % steps_between_checks == 0) context.check();
    const Index slot = frame.slot_of(cells.cell[i]);
    const Index a = std::min(end_of(flow, slot), outside);
    const Index b = std::min(end_of(flow, other(slot, frame.extents_of(cells.cell[i]))), outside);
    links[count] = {a, b, i};
    count += a != b;
  }
  links.resize(count);
  return links;
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

LargeVector<Link> edge_links(const CubicalFrame& frame, CubicalGradient::Flow& down, const CriticalList& edges,
                             const Context& context) {
  return links_of(frame, down, edges, none, context,
                  [&](Index slot, Index extents) { return frame.above(slot, std::countr_zero(extents)); });
}

LargeVector<Link> facet_links(const CubicalFrame& frame, CubicalGradient::Flow& up, const CriticalList& facets,
                              Index outside, const Context& context) {
  return links_of(frame, up, facets, outside, context,
                  [&](Index slot, Index extents) { return frame.below(slot, std::countr_one(extents)); });
}

namespace {

using MinimumTree = ElderMerge<false>;
using MaximumTree = ElderMerge<true>;

CriticalPairs pairs_of(MinimumTree& tree) {
  return {std::move(tree.partner_of_node()), std::move(tree.partner_of_edge())};
}
CriticalPairs pairs_of(MaximumTree& tree) {
  tree.partner_of_node().pop_back();  // the outside, which none survives
  return {std::move(tree.partner_of_edge()), std::move(tree.partner_of_node())};
}

bool is_worth_more_rounds(std::size_t before, std::size_t after) { return after > few && after < before / 4 * 3; }

void no_join(Index, Index, Index) {}

template <class Tree>
void merge_alone(Tree& tree, Index edges) {
  const LargeVector<Index> nothing_known(edges, none);
  for (std::size_t before = ~std::size_t{0}; is_worth_more_rounds(before, tree.left());) {
    before = tree.left();
    tree.join_along_first_edges();
    tree.drop_joined(nothing_known);
  }
  tree.join_one_by_one(no_join);
}

}  // namespace

CriticalPairs vertex_edge_pairs(const CriticalList& vertices, const CriticalList& edges, LargeVector<Link> links,
                                const Context& context) {
  MinimumTree tree(vertices.value, false, edges.value, std::move(links), context);
  merge_alone(tree, edges.size());
  return pairs_of(tree);
}

CriticalPairs facet_cube_pairs(const CriticalList& facets, const CriticalList& cubes, LargeVector<Link> links,
                               const FilledComponent& filled, const Context& context) {
  MaximumTree tree(cubes.value, true, facets.value, std::move(links), context);
  if (filled) {
    Members members(cubes.size() + 1);
    tree.join_one_by_one([&](Index facet, Index younger, Index older) {
      if (facets.value[facet] < cubes.value[younger]) filled(facet, younger, members.of(younger));
      members.join(younger, older);
    });
  } else {
    merge_alone(tree, facets.size());
  }
  return pairs_of(tree);
}

SurfacePairs surface_pairs(const CriticalList& vertices, const CriticalList& edges, const CriticalList& squares,
                           LargeVector<Link> of_edges, LargeVector<Link> of_facets, const Context& context) {
  MinimumTree low(vertices.value, false, edges.value, std::move(of_edges), context);
  MaximumTree high(squares.value, true, edges.value, std::move(of_facets), context);
  const auto both = [&](const auto& of_low, const auto& of_high) {
    parallel_for(context, 2, 1, [&](std::size_t task) { task == 0 ? of_low() : of_high(); });
  };
  for (std::size_t before = ~std::size_t{0}; is_worth_more_rounds(before, low.left() + high.left());) {
    before = low.left() + high.left();
    both([&] { low.join_along_first_edges(); }, [&] { high.join_along_first_edges(); });
    both([&] { low.drop_joined(high.partner_of_edge()); }, [&] { high.drop_joined(low.partner_of_edge()); });
  }
  both([&] { low.join_one_by_one(no_join); }, [&] { high.join_one_by_one(no_join); });
  return {pairs_of(low), pairs_of(high)};
}

}  // namespace tessera
