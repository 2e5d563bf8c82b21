// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <array>
#include <utility>
#include <vector>

namespace tessera {

/// A forest on nodes with keys that can be linked, cut and asked for the largest key on a path, each in O(log n)
/// amortised. Source: Sleator and Tarjan 1983, A data structure for dynamic trees.
class LinkCutForest {
 public:
  /// One tree a node. Node i has key keys[i].
  explicit LinkCutForest(std::vector<Index> keys) : keys_(std::move(keys)), nodes_(keys_.size()) {
    for (Index i = 0; i < nodes_.size(); ++i) nodes_[i].best = i;
  }

  bool are_connected(Index a, Index b) { return a == b || root(a) == root(b); }

  /// a and b must lie in different trees.
  void link(Index a, Index b) {
    make_root(a);
    nodes_[a].parent = b;
  }
  /// a and b must be neighbors.
  void cut(Index a, Index b) {
    make_root(a);
    access(b);
    nodes_[b].child[0] = none;
    nodes_[a].parent = none;
    pull(b);
  }
  /// A node of the largest key on the path from a to b, which must be connected.
  Index largest_on_path(Index a, Index b) {
    make_root(a);
    access(b);
    return nodes_[b].best;
  }

 private:
  struct Node {
    std::array<Index, 2> child{none, none};
    Index parent = none;
    Index best = none;  // of the largest key below, in the splay tree
    bool is_reversed = false;
  };

  bool is_splay_root(Index i) const {
    const Index p = nodes_[i].parent;
    return p == none || (nodes_[p].child[0] != i && nodes_[p].child[1] != i);
  }
  void pull(Index i) {
    Node& node = nodes_[i];
    node.best = i;
    for (const Index c : node.child)
      if (c != none && keys_[nodes_[c].best] > keys_[node.best]) node.best = nodes_[c].best;
  }
  void push(Index i) {
    Node& node = nodes_[i];
    if (!node.is_reversed) return;
    std::swap(node.child[0], node.child[1]);
    for (const Index c : node.child)
      if (c != none) nodes_[c].is_reversed = !nodes_[c].is_reversed;
    node.is_reversed = false;
  }
  void rotate(Index i) {
    const Index p = nodes_[i].parent, g = nodes_[p].parent;
    const int side = nodes_[p].child[1] == i;
    const Index moved = nodes_[i].child[!side];
    if (!is_splay_root(p)) nodes_[g].child[nodes_[g].child[1] == p] = i;
    nodes_[i].parent = g;
    nodes_[p].child[side] = moved;
    if (moved != none) nodes_[moved].parent = p;
    nodes_[i].child[!side] = p;
    nodes_[p].parent = i;
    pull(p);
  }
  void splay(Index i) {
    path_.assign(1, i);
    for (Index j = i; !is_splay_root(j); j = nodes_[j].parent) path_.push_back(nodes_[j].parent);
    while (!path_.empty()) {
      push(path_.back());
      path_.pop_back();
    }
    while (!is_splay_root(i)) {
      const Index p = nodes_[i].parent, g = nodes_[p].parent;
      if (!is_splay_root(p)) rotate((nodes_[p].child[0] == i) == (nodes_[g].child[0] == p) ? p : i);
      rotate(i);
    }
    pull(i);
  }
  void access(Index i) {
    Index below = none;
    for (Index j = i; j != none; j = nodes_[j].parent) {
      splay(j);
      nodes_[j].child[1] = below;
      pull(j);
      below = j;
    }
    splay(i);
  }
  void make_root(Index i) {
    access(i);
    nodes_[i].is_reversed = !nodes_[i].is_reversed;
    push(i);
  }
  Index root(Index i) {
    access(i);
    for (;;) {
      push(i);
      if (nodes_[i].child[0] == none) break;
      i = nodes_[i].child[0];
    }
    splay(i);
    return i;
  }

  std::vector<Index> keys_;
  std::vector<Node> nodes_;
  std::vector<Index> path_;
};

}  // namespace tessera
