// SPDX-License-Identifier: MIT
#include "decomposition/bar_matching.hpp"

#include "core/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

/// A rounding error of the pushes may not make a matching infeasible.
constexpr double slack = 1e-12;

}  // namespace

bool may_match(const Bar& a, const Bar& b, double h) {
  const auto moves_down = [h](double from, double to) {
    if (from == infinity || to == infinity) return from == to;
    const double room = slack * (1 + std::abs(from));
    return from - h - room <= to && to <= from + room;
  };
  return moves_down(a.birth, b.birth) && moves_down(a.death, b.death);
}

namespace {

double cost_of_match(const Bar& a, const Bar& b, double h) {
  const double births = a.birth - b.birth - h / 2, deaths = a.death == infinity ? 0 : a.death - b.death - h / 2;
  return births * births + deaths * deaths;
}

/// Numbers of some bars and the penalties of their pairs.
struct ComponentPenalty {
  const PairPenalty& of_all;
  const std::vector<Index>&left, &right;
  double operator()(std::size_t i, std::size_t j) const { return of_all ? of_all(left[i], right[j]) : 0; }
};

double cost_of_leaving(const Bar& bar, double h) {
  const double length = bar.death - bar.birth;
  return length <= h * (1 + slack) + slack ? length * length / 2 : infinity;
}

/// The least-cost matching of one component: bars left[i] with right[matched[i]], none for unmatched.
std::vector<Index> matched_component(const std::vector<Bar>& left, const std::vector<Bar>& right, double h,
                                     const ComponentPenalty& penalty) {
  const std::size_t size = left.size() + right.size();
  // Row i < |left| is a bar, row |left| + j stands for right bar j beginning anew; columns likewise.
  std::vector<double> costs(size * size, infinity);
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j)
      if (may_match(left[i], right[j], h)) costs[i * size + j] = cost_of_match(left[i], right[j], h) + penalty(i, j);
    costs[i * size + right.size() + i] = cost_of_leaving(left[i], h);
  }
  for (std::size_t j = 0; j < right.size(); ++j) {
    costs[(left.size() + j) * size + j] = cost_of_leaving(right[j], h);
    for (std::size_t i = 0; i < left.size(); ++i) costs[(left.size() + j) * size + right.size() + i] = 0;
  }
  auto matched = least_cost_assignment(costs, size);
  matched.resize(left.size());
  for (Index& j : matched)
    if (j >= right.size()) j = none;
  return matched;
}

}  // namespace

// Right bars are looked up by the cell of width h their birth falls in and, within a cell, by death. Only cells that
// hold bars are visited.
std::vector<std::vector<Index>> possible_partners(const std::vector<Bar>& left, const std::vector<Bar>& right,
                                                  double h) {
  const auto cell = [h](double birth) { return std::floor(birth / h); };
  const auto cell_of = [&](Index j) { return cell(right[j].birth); };
  const auto death_of = [&](Index j) { return right[j].death; };
  std::vector<Index> order(right.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, {}, [&](Index j) { return std::tuple(cell_of(j), death_of(j), j); });

  std::vector<std::vector<Index>> possible(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Bar& bar = left[i];
    const double room = slack * (1 + std::abs(bar.birth)), death_room = slack * (1 + std::abs(bar.death));
    const double least_death = bar.death == infinity ? infinity : bar.death - h - death_room;
    const double last_cell = cell(bar.birth + room);
    auto first = std::ranges::lower_bound(order, cell(bar.birth - h - room), {}, cell_of);
    while (first != order.end() && cell_of(*first) <= last_cell) {
      const auto next = std::ranges::upper_bound(first, order.end(), cell_of(*first), {}, cell_of);
      auto j = std::ranges::lower_bound(first, next, least_death, {}, death_of);
      for (; j != next && death_of(*j) <= bar.death + death_room; ++j)
        if (may_match(bar, right[*j], h)) possible[i].push_back(*j);
      first = next;
    }
    std::ranges::sort(possible[i]);
  }
  return possible;
}

namespace {

/// A matching of a large component that obeys the rule, cheap pairs preferred but not of least cost: first come, first
/// served, then each long bar left over is covered along an alternating path that ends at an unmatched bar of the other
/// side or at a bar of its own side that may be left alone. Such a path never uncovers a bar of the other side, so long
/// left bars stay covered while right ones follow (Mendelsohn and Dulmage: if each side can be covered, both can).
class LargeMatching {
 public:
  LargeMatching(const std::vector<Bar>& left, const std::vector<Bar>& right, double h, const ComponentPenalty& penalty)
      : left_(left, h), right_(right, h) {
    left_.candidates = possible_partners(left, right, h);
    for (Index i = 0; i < left.size(); ++i) {
      std::ranges::stable_sort(left_.candidates[i], {},
                               [&](Index j) { return cost_of_match(left[i], right[j], h) + penalty(i, j); });
      for (const Index j : left_.candidates[i]) right_.candidates[j].push_back(i);
    }
    for (Index i = 0; i < left.size(); ++i) {
      const auto free = std::ranges::find(left_.candidates[i], none, [&](Index j) { return right_.partner[j]; });
      if (free == left_.candidates[i].end()) continue;
      left_.partner[i] = *free;
      right_.partner[*free] = i;
    }
    cover_long_bars(left_, right_);
    cover_long_bars(right_, left_);
  }
  std::vector<Index> partners() && { return std::move(left_.partner); }

 private:
  struct Side {
    std::vector<std::vector<Index>> candidates;  // numbers on the other side
    std::vector<Index> partner;
    std::vector<bool> is_long;  // must not stay unmatched

    Side(const std::vector<Bar>& bars, double h) : candidates(bars.size()), partner(bars.size(), none) {
      for (const Bar& bar : bars) is_long.push_back(cost_of_leaving(bar, h) == infinity);
    }
  };

  void cover_long_bars(Side& own, Side& other) {
    seen_.assign(other.partner.size(), none);
    for (round_ = 0; round_ < own.partner.size(); ++round_)
      if (own.is_long[round_] && own.partner[round_] == none) cover(own, other, round_);
  }
  bool cover(Side& own, Side& other, Index bar) {
    for (const Index candidate : own.candidates[bar]) {
      if (seen_[candidate] == round_) continue;
      seen_[candidate] = round_;
      const Index before = other.partner[candidate];
      if (before != none && own.is_long[before] && !cover(own, other, before)) continue;
      if (before != none && !own.is_long[before]) own.partner[before] = none;
      own.partner[bar] = candidate;
      other.partner[candidate] = bar;
      return true;
    }
    return false;
  }

  Side left_, right_;
  std::vector<Index> seen_;  // the bar of the side being covered for which one of the other side was last looked at
  Index round_ = 0;
};

}  // namespace

bool may_stay_alone(const Bar& bar, double h) { return cost_of_leaving(bar, h) < infinity; }

std::vector<Index> matched_bars(const std::vector<Bar>& left, const std::vector<Bar>& right, double h,
                                std::size_t least_cost_size, const PairPenalty& penalty) {
  const auto possible = possible_partners(left, right, h);
  std::vector<Index> parent(left.size() + right.size());
  std::iota(parent.begin(), parent.end(), Index{0});
  const auto root = [&](Index i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (Index i = 0; i < left.size(); ++i)
    for (const Index j : possible[i]) parent[root(i)] = root(Index(left.size()) + j);

  std::vector<std::pair<std::vector<Index>, std::vector<Index>>> components(parent.size());
  for (Index i = 0; i < left.size(); ++i) components[root(i)].first.push_back(i);
  for (Index j = 0; j < right.size(); ++j) components[root(Index(left.size()) + j)].second.push_back(j);

  std::vector<Index> partner(left.size(), none);
  for (const auto& [is, js] : components) {
    if (is.empty() || js.empty()) continue;
    if (is.size() == 1 && js.size() == 1 && cost_of_leaving(left[is[0]], h) == infinity) {
      partner[is[0]] = js[0];
      continue;
    }
    std::vector<Bar> some_left, some_right;
    for (const Index i : is) some_left.push_back(left[i]);
    for (const Index j : js) some_right.push_back(right[j]);
    const ComponentPenalty own{penalty, is, js};
    const auto matched = is.size() + js.size() <= least_cost_size
                             ? matched_component(some_left, some_right, h, own)
                             : LargeMatching(some_left, some_right, h, own).partners();
    for (std::size_t i = 0; i < is.size(); ++i)
      if (matched[i] != none) partner[is[i]] = js[matched[i]];
  }
  return partner;
}

}  // namespace tessera
