// SPDX-License-Identifier: MIT
// 1. Prices a_i of supplies and b_j of demands with a_i + b_j <= cost(i, j), and flow on tight pairs only: then the
// flow
//    is the cheapest of its amount.
// 2. Search (Dijkstra, dense) from all supplies that are left along pairs, at cost - a_i - b_j, and back along flow, at
//    0, to the nearest demand that is left; raise prices by what is short of that: a path of tight pairs appears.
// 3. Move all that can go along tight pairs; then search again.
#include "geometry/transport.hpp"

#include <algorithm>
#include <limits>

namespace tessera {
namespace {

constexpr double far = std::numeric_limits<double>::infinity();

class Transport {
 public:
  Transport(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands, std::span<const double> cost)
      : supply_(supplies.begin(), supplies.end()),
        demand_(demands.begin(), demands.end()),
        cost_(cost),
        flow_(cost.size(), 0),
        supply_price_(supplies.size(), 0),
        demand_price_(demands.size(), 0) {
    for (const double c : cost) tolerance_ = std::max(tolerance_, c * 0x1p-40);
  }

  double least_cost() {
    while (std::ranges::any_of(supply_, [](std::int64_t left) { return left > 0; })) {
      raise_prices();
      move_along_tight_pairs();
    }
    double sum = 0;
    for (std::size_t pair = 0; pair < cost_.size(); ++pair) sum += cost_[pair] * double(flow_[pair]);
    return sum;
  }

 private:
  std::size_t at(std::size_t i, std::size_t j) const { return i * demand_.size() + j; }
  double slack(std::size_t i, std::size_t j) const {
    const double slack = cost_[at(i, j)] - supply_price_[i] - demand_price_[j];
    return slack <= tolerance_ ? 0 : slack;
  }

  /// Step 2.
  void raise_prices() {
    const std::size_t supplies = supply_.size(), demands = demand_.size();
    std::vector<double> to_supply(supplies), to_demand(demands, far);
    std::vector<std::size_t> open;  // supplies to search on from: all at the distance searched
    for (std::size_t i = 0; i < supplies; ++i) {
      to_supply[i] = supply_[i] > 0 ? 0 : far;
      if (supply_[i] > 0) open.push_back(i);
    }
    std::vector<bool> is_settled(demands, false);
    for (;;) {
      while (!open.empty()) {
        const std::size_t i = open.back();
        open.pop_back();
        for (std::size_t j = 0; j < demands; ++j)
          if (!is_settled[j]) to_demand[j] = std::min(to_demand[j], to_supply[i] + slack(i, j));
      }
      std::size_t nearest = demands;
      for (std::size_t j = 0; j < demands; ++j)
        if (!is_settled[j] && (nearest == demands || to_demand[j] < to_demand[nearest])) nearest = j;
      if (nearest == demands) break;
      is_settled[nearest] = true;
      const double distance = to_demand[nearest];
      for (std::size_t i = 0; i < supplies; ++i)
        if (flow_[at(i, nearest)] > 0 && to_supply[i] == far) {
          to_supply[i] = distance;
          open.push_back(i);
        }
    }
    // A supply that nothing reaches has sent nothing, and has all that it had: it is a source of the search.
    for (std::size_t i = 0; i < supplies; ++i) supply_price_[i] -= to_supply[i];
    for (std::size_t j = 0; j < demands; ++j) demand_price_[j] += to_demand[j];
  }

  /// Step 3, by shortest paths in number of pairs first (Dinitz): then no pair is gone through back and forth.
  void move_along_tight_pairs() {
    while (find_levels())
      for (std::size_t i = 0; i < supply_.size(); ++i)
        while (supply_[i] > 0) {
          const std::int64_t moved = send(i, supply_[i]);
          if (moved == 0) break;
          supply_[i] -= moved;
        }
  }

  /// How many steps away everything is from the supplies that are left, up to the first demand that is left; returns
  /// whether there is one.
  bool find_levels() {
    supply_level_.assign(supply_.size(), none);
    demand_level_.assign(demand_.size(), none);
    std::vector<std::size_t> now, next;
    for (std::size_t i = 0; i < supply_.size(); ++i)
      if (supply_[i] > 0) now.push_back(i), supply_level_[i] = 0;
    for (Index level = 1; !now.empty(); level += 2) {
      bool is_met = false;
      next.clear();
      for (std::size_t j = 0; j < demand_.size(); ++j) {
        if (demand_level_[j] != none || std::ranges::none_of(now, [&](std::size_t i) { return slack(i, j) == 0; }))
          continue;
        demand_level_[j] = level;
        is_met |= demand_[j] > 0;
        for (std::size_t i = 0; i < supply_.size(); ++i)
          if (flow_[at(i, j)] > 0 && supply_level_[i] == none) supply_level_[i] = level + 1, next.push_back(i);
      }
      if (is_met) return true;
      std::swap(now, next);
    }
    return false;
  }

  /// Sends up to `amount` from supply i, level by level, to a demand that is left; returns how much went. What leads
  /// nowhere loses its level.
  std::int64_t send(std::size_t i, std::int64_t amount) {
    for (std::size_t j = 0; j < demand_.size(); ++j) {
      if (demand_level_[j] != supply_level_[i] + 1 || slack(i, j) > 0) continue;
      std::int64_t moved = std::min(amount, demand_[j]);
      demand_[j] -= moved;
      for (std::size_t other = 0; moved == 0 && other < supply_.size(); ++other)
        if (flow_[at(other, j)] > 0 && supply_level_[other] == demand_level_[j] + 1) {
          moved = send(other, std::min(amount, flow_[at(other, j)]));
          flow_[at(other, j)] -= moved;
        }
      flow_[at(i, j)] += moved;
      if (moved > 0) return moved;
      demand_level_[j] = none;
    }
    supply_level_[i] = none;
    return 0;
  }

  std::vector<std::int64_t> supply_, demand_;  // what is left
  std::span<const double> cost_;
  std::vector<std::int64_t> flow_;
  std::vector<double> supply_price_, demand_price_;
  double tolerance_ = 0;
  std::vector<Index> supply_level_, demand_level_;
};

}  // namespace

double transport_cost(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
                      std::span<const double> cost) {
  return Transport(supplies, demands, cost).least_cost();
}

}  // namespace tessera
