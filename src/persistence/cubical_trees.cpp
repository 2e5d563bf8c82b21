// SPDX-License-Identifier: MIT
#include "persistence/cubical_trees.hpp"

#include <bit>
#include <utility>

namespace tessera {
namespace {

constexpr Index steps_between_checks = 1 << 18;

/// Union-find whose roots are the smallest of their component, that is the oldest.
class Forest {
 public:
  explicit Forest(Index nodes) : parent_(nodes) {
    for (Index i = 0; i < nodes; ++i) parent_[i] = i;
  }
  Index root(Index node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void hang(Index younger, Index older) { parent_[younger] = older; }

 private:
  std::vector<Index> parent_;
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
std::vector<BasinEdge> basins_of(const CubicalFrame& frame, CubicalGradient::Flow& flow,
                                 const std::vector<CriticalCell>& cells, const Context& context, const Other& other) {
  std::vector<BasinEdge> basins(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % steps_between_checks == 0) context.check();
    const Index slot = frame.slot_of(cells[i].cell);
    basins[i] = {end_of(flow, slot), end_of(flow, other(slot, frame.extents_of(cells[i].cell)))};
  }
  return basins;
}

}  // namespace

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

void mark_ends(const CubicalFrame& frame, CubicalGradient::Flow& flow, const RankedCells& ends) {
  for (Index rank = 0; rank < ends.size(); ++rank) flow[frame.slot_of(ends.cell[rank])] = rank | CubicalGradient::ends;
}

std::vector<BasinEdge> edge_basins(const CubicalFrame& frame, CubicalGradient::Flow& down,
                                   const std::vector<CriticalCell>& edges, const Context& context) {
  return basins_of(frame, down, edges, context,
                   [&](Index slot, Index extents) { return frame.above(slot, std::countr_zero(extents)); });
}

std::vector<BasinEdge> facet_basins(const CubicalFrame& frame, CubicalGradient::Flow& up,
                                    const std::vector<CriticalCell>& facets, const Context& context) {
  return basins_of(frame, up, facets, context,
                   [&](Index slot, Index extents) { return frame.below(slot, std::countr_one(extents)); });
}

CriticalPairs vertex_edge_pairs(Index vertices, const RankedCells& edges, const std::vector<BasinEdge>& basins,
                                const Context& context) {
  CriticalPairs pairs{std::vector<Index>(vertices, none), std::vector<Index>(edges.size(), none)};
  Forest forest(vertices);
  for (Index edge = 0; edge < edges.size(); ++edge) {
    if (edge % steps_between_checks == 0) context.check();
    const BasinEdge& basin = basins[edges.arrival[edge]];
    Index older = forest.root(basin.a), younger = forest.root(basin.b);
    if (older == younger) continue;
    if (older > younger) std::swap(older, younger);
    forest.hang(younger, older);
    pairs.death_of[younger] = edge;
    pairs.birth_of[edge] = younger;
  }
  return pairs;
}

CriticalPairs facet_cube_pairs(const RankedCells& cubes, const RankedCells& facets,
                               const std::vector<BasinEdge>& basins, const std::vector<Index>& skipped,
                               const FilledComponent& filled, const Context& context) {
  CriticalPairs pairs{std::vector<Index>(facets.size(), none), std::vector<Index>(cubes.size(), none)};
  Forest forest(cubes.size() + 1);
  Members members(filled ? cubes.size() + 1 : 0);
  const auto node = [&](Index cube) { return cube == none ? 0 : cubes.size() - cube; };  // its own inverse beyond 0
  for (Index facet = facets.size(); facet-- > 0;) {
    if (facet % steps_between_checks == 0) context.check();
    if (!skipped.empty() && skipped[facet] != none) continue;
    const BasinEdge& basin = basins[facets.arrival[facet]];
    Index older = forest.root(node(basin.a)), younger = forest.root(node(basin.b));
    if (older == younger) continue;
    if (older > younger) std::swap(older, younger);
    const Index cube = cubes.size() - younger;
    if (filled && facets.value[facet] < cubes.value[cube]) {
      auto component = members.of(younger);
      for (Index& member : component) member = cubes.size() - member;
      filled(facet, cube, component);
    }
    if (filled) members.join(younger, older);
    forest.hang(younger, older);
    pairs.death_of[facet] = cube;
    pairs.birth_of[cube] = facet;
  }
  return pairs;
}

}  // namespace tessera
