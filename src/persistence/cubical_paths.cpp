// SPDX-License-Identifier: MIT
// 1. Find the cells that paths reach, depth first: from a cell over each facet but the one it was entered by to the
// cell
//    that the facet is matched with. The gradient is acyclic, so the reverse of the order in which cells are finished
//    puts every cell before those below it.
// 2. In that order, push coefficients down: a facet e of coefficient x is cancelled by adding -x [s : e] times the cell
//    s it is matched with; unless it is critical, when it stays, or matched with a facet of its own, when the flow
//    takes it to a lower dimension.
#include "persistence/cubical_paths.hpp"

#include <bit>

namespace tessera {

void CellNumbers::reserve(std::size_t expected) {
  entries_.assign(std::bit_ceil(2 * expected + 2), {});
  mask_ = entries_.size() - 1;
}

void CellNumbers::grow() {
  std::vector<Entry> kept;
  for (const Index place : places_) kept.push_back(entries_[place]);
  reserve(entries_.size());
  places_.clear();
  for (const Entry& entry : kept) insert(entry.cell, entry.number);
}

Index GradientPaths::node_of(Index cell, Index entered) {
  const Index known = numbers_.find(cell);
  if (known != none) return known;
  const Index node = Index(nodes_.size());
  numbers_.insert(cell, node);
  nodes_.push_back({.cell = cell, .coefficient = 0, .entered = entered, .below = {}});
  stack_.emplace_back(node, 0);
  return node;
}

GradientPaths::Partner GradientPaths::partner_of(Index facet) const {
  const std::uint8_t code = gradient_.partner[facet];
  if (code == CubicalGradient::critical) return {};
  const int axis = code >> 1;
  const Index bit = Index{1} << axis, extents = frame_.extents_of(facet);
  if (extents & bit) return {};

  const bool is_above = code & 1;
  const Index slot = frame_.slot_of(facet);
  const bool is_odd = std::popcount(extents & (bit - 1)) & 1;  // axes before this one
  return {frame_.cell(is_above ? slot : frame_.below(slot, axis), extents | bit), is_above == is_odd};
}

void GradientPaths::find_nodes(Index critical_cell) {
  numbers_.clear();
  nodes_.clear();
  finished_.clear();
  node_of(critical_cell, none);
  while (!stack_.empty()) {
    const auto [node, begin] = stack_.back();
    const std::size_t before = stack_.size();
    Index place = 0;
    const Index cell = nodes_[node].cell, entered = nodes_[node].entered;
    Index next = begin;
    for_each_facet(frame_, cell, [&](Index facet, bool) {
      const Index here = place++;
      if (here < begin || stack_.size() > before) return;
      next = here + 1;
      Index below = none;
      if (facet != entered)
        if (const Partner partner = partner_of(facet); partner.cell != none) below = node_of(partner.cell, facet);
      nodes_[node].below[here] = below;
    });
    if (stack_.size() > before) {
      stack_[before - 1].second = next;
      continue;
    }
    finished_.push_back(node);
    stack_.pop_back();
  }
}

void GradientPaths::descend(Index critical_cell) {
  find_nodes(critical_cell);
  chain_.clear();
  boundary_.clear();
  nodes_[0].coefficient = 1;
  for (std::size_t i = finished_.size(); i-- > 0;) {
    const Node& node = nodes_[finished_[i]];
    if (node.coefficient == 0) continue;
    chain_.push_back({node.cell, node.coefficient});
    std::size_t place = 0;
    for_each_facet(frame_, node.cell, [&](Index facet, bool is_positive) {
      const Index below = node.below[place++];
      if (facet == node.entered) return;
      const Index x = is_positive ? node.coefficient : field_.negative(node.coefficient);
      if (below != none) {
        Index& coefficient = nodes_[below].coefficient;
        coefficient = field_.sum(coefficient, partner_of(facet).is_positive ? field_.negative(x) : x);
      } else if (gradient_.partner[facet] == CubicalGradient::critical) {
        boundary_.push_back({facet, x});
      }
    });
  }
}

}  // namespace tessera
