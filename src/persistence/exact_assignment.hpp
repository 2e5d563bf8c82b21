// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/assignment.hpp"
#include "persistence/priced_points.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// Shortest augmenting paths (Kuhn, Munkres; Jonker and Volgenant 1987) on a short list of pairs, which grows by what
/// the certificate misses until it misses nothing: then the matching is best among all pairs.
/// Invariants: a_i + b_j <= cost on listed pairs, with equality on matched ones; a_i <= left_alone_i, b_j <=
/// right_alone_j. What is left to do: points without partner whose number is below their cost of staying alone.
template <int D>
class ExactAssignment {
 public:
  /// Starts from the b_j of any certificate, and with a matching, by right point, that leaves nobody out who must not
  /// be.
  ExactAssignment(const AssignmentProblem<D>& problem, std::vector<double> right_duals,
                  const std::vector<Index>& partners)
      : problem_(problem), rights_(problem.right, problem.cost) {
    left_.dual.resize(problem.left.size());
    right_.dual = std::move(right_duals);
    left_.alone = problem.left_alone;
    right_.alone = problem.right_alone;
    for (Side* side : {&left_, &right_}) {
      const std::size_t size = side->dual.size();
      side->mate.assign(size, none);
      side->distance.assign(size, infinity);
      side->arrival.resize(size);
      if (!problem.may_stay_alone()) side->alone.assign(size, infinity);
    }
    for (Index j = 0; j < partners.size(); ++j)
      if (partners[j] != none) list(partners[j], j);
    list_best_pairs();
  }

  double cost(const Context& context) {
    do {
      index_pairs();
      for (const auto& [side, other] : {std::pair(&left_, &right_), std::pair(&right_, &left_)})
        for (Index root = 0; root < side->dual.size(); ++root) {
          if (side->mate[root] != none || side->dual[root] >= side->alone[root]) continue;
          context.check();
          augment(*side, *other, root);
        }
    } while (list_missed_pairs(context));

    double sum = 0;
    for (Index i = 0; i < left_.mate.size(); ++i)
      sum += left_.mate[i] == none ? left_.alone[i] : problem_.cost(problem_.left[i], problem_.right[left_.mate[i]]);
    for (Index j = 0; j < right_.mate.size(); ++j)
      if (right_.mate[j] == none) sum += right_.alone[j];
    return sum;
  }

 private:
  static constexpr std::size_t listed = 8;  // pairs of a left point added at a time

  struct Pair {
    Index left, right;
    double cost;
  };
  struct Side {
    std::vector<double> dual, alone;
    std::vector<Index> mate;
    std::vector<std::size_t> first;  // of the pairs of each point in `pairs`
    std::vector<Index> pairs;
    std::vector<double> distance;  // of a search: infinity where it was not
    std::vector<Index> arrival;    // the pair it came by
  };

  void list(Index i, Index j) { pairs_.push_back({i, j, problem_.cost(problem_.left[i], problem_.right[j])}); }
  Index end(const Side& side, const Pair& pair) const { return &side == &left_ ? pair.left : pair.right; }

  void price_rights() {
    std::vector<double> prices(right_.dual.size());
    for (std::size_t j = 0; j < prices.size(); ++j) prices[j] = -right_.dual[j];
    rights_.set(std::move(prices));
  }

  /// The best pairs of every left point by cost - b_j, whose least is a_i; a left point takes its best if it is free.
  void list_best_pairs() {
    price_rights();
    for (Index i = 0; i < left_.dual.size(); ++i) {
      const auto best = best_pairs(i, infinity);
      left_.dual[i] = left_.alone[i];
      for (const auto& [value, j] : best) list(i, j);
      if (best.empty() || best.front().first >= left_.alone[i]) continue;
      left_.dual[i] = best.front().first;
      const Index j = best.front().second;
      if (right_.mate[j] != none) continue;
      right_.mate[j] = i;
      left_.mate[i] = j;
    }
  }

  /// The least of cost - b_j below `limit`, in increasing order, `listed` of them at most.
  std::vector<std::pair<double, Index>> best_pairs(Index i, double limit) const {
    std::vector<std::pair<double, Index>> heap;
    rights_.within(problem_.left[i], limit, [&](Index j, double value) {
      if (!(value < limit)) return;
      heap.push_back({value, j});
      std::ranges::push_heap(heap);
      if (heap.size() <= listed) return;
      std::ranges::pop_heap(heap);
      heap.pop_back();
      limit = heap.front().first;
    });
    std::ranges::sort_heap(heap);
    return heap;
  }

  void index_pairs() {
    for (Side* side : {&left_, &right_}) {
      side->first.assign(side->dual.size() + 1, 0);
      for (const Pair& pair : pairs_) ++side->first[end(*side, pair) + 1];
      for (std::size_t v = 0; v < side->dual.size(); ++v) side->first[v + 1] += side->first[v];
      side->pairs.resize(pairs_.size());
      auto next = side->first;
      for (Index p = 0; p < pairs_.size(); ++p) side->pairs[next[end(*side, pairs_[p])]++] = p;
    }
  }

  std::span<const Index> pairs_of(const Side& side, Index v) const {
    return std::span(side.pairs).subspan(side.first[v], side.first[v + 1] - side.first[v]);
  }

  /// Raises the number of `root` until it finds a partner, sends the partner of another into staying alone, or stays
  /// alone itself: Dijkstra by what pairs cost above their numbers, and the change of numbers that keeps all of them
  /// tight on the way.
  void augment(Side& from, Side& to, Index root) {
    using Entry = std::pair<double, Index>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    std::vector<Index> seen{root}, done;
    from.distance[root] = 0;
    open.push({0, root});
    double least = infinity;
    Index last = none, last_pair = none;  // who ends the path, and by which pair; `none`: by staying alone

    while (!open.empty()) {
      const auto [distance, u] = open.top();
      open.pop();
      if (distance >= least) break;
      if (distance > from.distance[u]) continue;
      done.push_back(u);
      if (const double alone = distance + (from.alone[u] - from.dual[u]); alone < least) {
        least = alone;
        last = u;
        last_pair = none;
      }
      for (const Index p : pairs_of(from, u)) {
        const Index v = end(to, pairs_[p]), w = to.mate[v];
        const double next = distance + std::max(0.0, pairs_[p].cost - from.dual[u] - to.dual[v]);
        if (next >= least) continue;
        if (w == none) {
          least = next;
          last = u;
          last_pair = p;
        } else if (next < from.distance[w]) {
          if (from.distance[w] == infinity) seen.push_back(w);
          from.distance[w] = next;
          from.arrival[w] = p;
          open.push({next, w});
        }
      }
    }
    if (last == none) throw Error(codes::internal, "a point that must be matched found no partner");

    for (const Index u : done) {
      const double rise = least - from.distance[u];
      from.dual[u] += rise;
      if (u != root) to.dual[from.mate[u]] -= rise;
    }
    Index taken = last_pair == none ? none : end(to, pairs_[last_pair]);
    for (Index u = last;; u = end(from, pairs_[from.arrival[u]])) {
      const Index former = std::exchange(from.mate[u], taken);
      if (taken != none) to.mate[taken] = u;
      if (u == root) break;
      taken = former;
    }
    for (const Index u : seen) from.distance[u] = infinity;
  }

  /// Lists the pairs that break a_i + b_j <= cost by more than rounding, lowers a_i to mend that, and frees whoever is
  /// no longer matched tightly. False: there are none.
  bool list_missed_pairs(const Context& context) {
    price_rights();
    bool is_missed = false;
    for (Index i = 0; i < left_.dual.size(); ++i) {
      if (i % 1024 == 0) context.check();
      const double a = left_.dual[i];
      for (const auto& [value, j] : best_pairs(i, a)) {
        constexpr double rounding = 16 * std::numeric_limits<double>::epsilon();
        if (a - value <= rounding * (std::abs(a) + std::abs(value) + std::abs(right_.dual[j]))) continue;
        const auto mine = pairs_of(left_, i);
        if (std::ranges::any_of(mine, [&](Index p) { return pairs_[p].right == j; })) continue;
        list(i, j);
        is_missed = true;
        left_.dual[i] = std::min(left_.dual[i], value);
      }
      if (left_.dual[i] == a || left_.mate[i] == none) continue;
      right_.mate[left_.mate[i]] = none;
      left_.mate[i] = none;
    }
    return is_missed;
  }

  const AssignmentProblem<D>& problem_;
  PricedPoints<D> rights_;
  std::vector<Pair> pairs_;
  Side left_, right_;
};

}  // namespace tessera
