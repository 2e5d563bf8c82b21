// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// A balanced k-d tree over points of R^D that stay where they are. Nodes stand in heap order (the children of k are
/// 2 k + 1 and 2 k + 2), all leaves are equally deep and hold at most 8 points each; a node knows the least box around
/// its points. What else a node should know (a price, a layer) is kept outside, by node number.
template <int D>
class PointTree {
 public:
  struct Box {
    Point<D> low, high;
  };

  explicit PointTree(std::span<const Point<D>> points) : order_(points.size()), leaf_of_(points.size()) {
    while (leaves_ * 8 < points.size()) leaves_ *= 2;
    std::iota(order_.begin(), order_.end(), Index{0});
    boxes_.resize(2 * std::size_t{leaves_} - 1);
    split(points, 0, 0, leaves_);
  }

  Index size() const noexcept { return Index(order_.size()); }
  Index node_count() const noexcept { return 2 * leaves_ - 1; }
  bool is_leaf(Index node) const noexcept { return node + 1 >= leaves_; }
  /// The box of a node with points.
  const Box& box(Index node) const noexcept { return boxes_[node]; }
  std::span<const Index> points_of(Index leaf) const noexcept {
    const Index number = leaf + 1 - leaves_;
    return std::span(order_).subspan(begin_of(number), begin_of(number + 1) - begin_of(number));
  }
  Index leaf_of(Index point) const noexcept { return leaf_of_[point]; }

  /// Visits the points of leaves, nearer ones first, where bound(node) <= limit on the whole way from the root;
  /// `visit` may lower `limit`. A node without points needs a bound of infinity.
  template <class Bound, class Visit>
  void search(const double& limit, const Bound& bound, const Visit& visit) const {
    std::array<std::pair<double, Index>, 80> open;  // twice the greatest depth
    std::size_t count = 0;
    open[count++] = {bound(Index{0}), 0};
    while (count > 0) {
      const auto [least, node] = open[--count];
      if (!(least <= limit)) continue;
      if (is_leaf(node)) {
        for (const Index point : points_of(node)) visit(point);
        continue;
      }
      const Index left = 2 * node + 1, right = left + 1;
      const double left_bound = bound(left), right_bound = bound(right);
      const bool is_left_nearer = left_bound <= right_bound;
      open[count++] = is_left_nearer ? std::pair(right_bound, right) : std::pair(left_bound, left);
      open[count++] = is_left_nearer ? std::pair(left_bound, left) : std::pair(right_bound, right);
    }
  }

 private:
  Index begin_of(Index leaf) const noexcept { return Index(std::uint64_t{leaf} * order_.size() / leaves_); }

  /// Gives the leaves first .. last - 1 to the subtree of `node`.
  void split(std::span<const Point<D>> points, Index node, Index first, Index last) {
    const auto begin = order_.begin() + begin_of(first), end = order_.begin() + begin_of(last);
    Box& box = boxes_[node];
    box.low.fill(infinity);
    box.high.fill(-infinity);
    for (auto point = begin; point != end; ++point)
      for (int axis = 0; axis < D; ++axis) {
        box.low[axis] = std::min(box.low[axis], points[*point][axis]);
        box.high[axis] = std::max(box.high[axis], points[*point][axis]);
      }
    if (last - first == 1) {
      for (auto point = begin; point != end; ++point) leaf_of_[*point] = node;
      return;
    }

    int widest = 0;
    for (int axis = 1; axis < D; ++axis)
      if (box.high[axis] - box.low[axis] > box.high[widest] - box.low[widest]) widest = axis;
    const Index middle = (first + last) / 2;
    std::nth_element(begin, order_.begin() + begin_of(middle), end, [&](Index a, Index b) {
      return std::pair(points[a][widest], a) < std::pair(points[b][widest], b);
    });
    split(points, 2 * node + 1, first, middle);
    split(points, 2 * node + 2, middle, last);
  }

  Index leaves_ = 1;
  std::vector<Index> order_;
  std::vector<Index> leaf_of_;
  std::vector<Box> boxes_;
};

}  // namespace tessera
