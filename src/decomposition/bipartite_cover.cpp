// SPDX-License-Identifier: MIT
#include "decomposition/bipartite_cover.hpp"

namespace tessera {
namespace {

class HopcroftKarp {
 public:
  HopcroftKarp(std::span<const std::vector<Index>> neighbors, Index right_count)
      : neighbors_(neighbors), partner_of_right_(right_count, none), partner_of_left_(neighbors.size(), none) {}

  bool covers_left() {
    Index alone = match_greedily();
    while (alone > 0) {
      if (!find_layers()) return false;
      next_.assign(neighbors_.size(), 0);
      const Index before = alone;
      for (Index left = 0; left < neighbors_.size(); ++left)
        if (partner_of_left_[left] == none && augment(left)) --alone;
      if (alone == before) return false;
    }
    return true;
  }

 private:
  Index match_greedily() {
    Index alone = 0;
    for (Index left = 0; left < neighbors_.size(); ++left) {
      for (const Index right : neighbors_[left])
        if (partner_of_right_[right] == none) {
          join(left, right);
          break;
        }
      alone += partner_of_left_[left] == none;
    }
    return alone;
  }

  void join(Index left, Index right) {
    partner_of_left_[left] = right;
    partner_of_right_[right] = left;
  }

  /// Left vertices by their distance from those that are alone; false when no right vertex that is alone is reached.
  bool find_layers() {
    layer_.assign(neighbors_.size(), none);
    std::vector<Index> queue;
    for (Index left = 0; left < neighbors_.size(); ++left)
      if (partner_of_left_[left] == none) {
        layer_[left] = 0;
        queue.push_back(left);
      }
    bool is_reached = false;
    for (std::size_t at = 0; at < queue.size(); ++at)
      for (const Index right : neighbors_[queue[at]]) {
        const Index left = partner_of_right_[right];
        if (left == none) {
          is_reached = true;
        } else if (layer_[left] == none) {
          layer_[left] = layer_[queue[at]] + 1;
          queue.push_back(left);
        }
      }
    return is_reached;
  }

  /// Along layers only, each edge tried once a phase. Depth first, with the path kept by hand: it may be long.
  bool augment(Index root) {
    std::vector<Index> path{root};
    while (!path.empty()) {
      const Index left = path.back();
      if (next_[left] == neighbors_[left].size()) {
        path.pop_back();
        if (!path.empty()) ++next_[path.back()];
        continue;
      }
      const Index right = neighbors_[left][next_[left]], holder = partner_of_right_[right];
      if (holder == none) {
        for (const Index on_path : path) join(on_path, neighbors_[on_path][next_[on_path]]);
        for (const Index on_path : path) next_[on_path] = Index(neighbors_[on_path].size());
        return true;
      }
      if (layer_[holder] == layer_[left] + 1)
        path.push_back(holder);
      else
        ++next_[left];
    }
    return false;
  }

  std::span<const std::vector<Index>> neighbors_;
  std::vector<Index> partner_of_right_, partner_of_left_, layer_, next_;
};

}  // namespace

bool is_coverable(std::span<const std::vector<Index>> neighbors, Index right_count) {
  for (const auto& rights : neighbors)
    if (rights.empty()) return false;
  return neighbors.empty() || HopcroftKarp(neighbors, right_count).covers_left();
}

}  // namespace tessera
