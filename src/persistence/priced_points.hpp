// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/ground_cost.hpp"
#include "persistence/point_tree.hpp"

#include <span>
#include <vector>

namespace tessera {

/// The two least of some values, and who has the least.
struct TwoLeast {
  Index least = none;
  double value = infinity, next = infinity;

  void see(Index who, double what) {
    if (what < value) {
      next = value;
      value = what;
      least = who;
    } else if (what < next) {
      next = what;
    }
  }
};

/// Points with a price each, and where cost + price is least seen from another point.
template <int D>
class PricedPoints {
 public:
  PricedPoints(const std::vector<Point<D>>& points, const GroundCost& cost)
      : points_(&points), cost_(cost), tree_(points), prices_(points.size()), cheapest_(tree_.node_count()) {
    set(std::vector<double>(points.size(), 0.0));
  }

  void set(std::vector<double> prices) {
    prices_ = std::move(prices);
    for (Index node = tree_.node_count(); node-- > 0;) cheapest_[node] = cheapest(node);
  }
  double price(Index point) const { return prices_[point]; }
  const std::vector<double>& prices() const { return prices_; }

  void raise(Index point, double price) {
    prices_[point] = price;
    for (Index node = tree_.leaf_of(point);; node = (node - 1) / 2) {
      const double least = cheapest(node);
      if (cheapest_[node] == least) return;
      cheapest_[node] = least;
      if (node == 0) return;
    }
  }

  /// Shows the points to `best` that can be among its two least.
  void find(const Point<D>& from, TwoLeast& best) const {
    within(from, best.next, [&](Index point, double value) { best.see(point, value); });
  }

  /// Calls visit(point, cost + price) on the points where that is at most `limit`, and perhaps on others; `visit` may
  /// lower the limit.
  template <class Visit>
  void within(const Point<D>& from, const double& limit, const Visit& visit) const {
    if (points_->empty()) return;
    tree_.search(
        limit,
        [&](Index node) {
          return cheapest_[node] == infinity ? infinity
                                             : cost_.template into<D>(tree_.box(node), from) + cheapest_[node];
        },
        [&](Index point) { visit(point, cost_(from, (*points_)[point]) + prices_[point]); });
  }

 private:
  double cheapest(Index node) const {
    if (!tree_.is_leaf(node)) return std::min(cheapest_[2 * node + 1], cheapest_[2 * node + 2]);
    double least = infinity;
    for (const Index point : tree_.points_of(node)) least = std::min(least, prices_[point]);
    return least;
  }

  const std::vector<Point<D>>* points_;
  GroundCost cost_;
  PointTree<D> tree_;
  std::vector<double> prices_;
  std::vector<double> cheapest_;  // price below a node; infinity: none is
};

}  // namespace tessera
