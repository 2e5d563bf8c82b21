// SPDX-License-Identifier: MIT
// The least cost of matching two barcodes, over all ways to do it; and barcodes to match.
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/persistence/barcode.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace tessera {

/// What a pair of bars and a bar alone cost, and how costs are put together.
struct MatchingCost {
  double norm = infinity;   // in which bars are compared as points of the plane
  double order = infinity;  // costs are raised to it and added; infinity: the largest counts

  double of(double x, double y) const {
    x = std::abs(x);
    y = std::abs(y);
    const double length = norm == infinity ? std::max(x, y) : std::pow(std::pow(x, norm) + std::pow(y, norm), 1 / norm);
    return order == infinity ? length : std::pow(length, order);
  }
  double pair(const Bar& a, const Bar& b) const {
    if (a.degree != b.degree || (a.death == infinity) != (b.death == infinity)) return infinity;
    return of(a.birth - b.birth, a.death == infinity ? 0 : a.death - b.death);
  }
  double alone(const Bar& bar) const { return of((bar.death - bar.birth) / 2, (bar.death - bar.birth) / 2); }
  double together(double a, double b) const { return order == infinity ? std::max(a, b) : a + b; }
};

/// The first bar of `as` meets each of `bs` in turn, or nobody; then the others do.
inline double naive_matching_cost(std::vector<Bar> as, std::vector<Bar> bs, const MatchingCost& cost) {
  if (as.empty()) {
    double sum = 0;
    for (const Bar& b : bs) sum = cost.together(sum, cost.alone(b));
    return sum;
  }
  const Bar a = as.back();
  as.pop_back();
  double least = cost.together(cost.alone(a), naive_matching_cost(as, bs, cost));
  for (std::size_t k = 0; k < bs.size(); ++k) {
    auto rest = bs;
    rest.erase(rest.begin() + std::ptrdiff_t(k));
    least = std::min(least, cost.together(cost.pair(a, bs[k]), naive_matching_cost(as, rest, cost)));
  }
  return least;
}

inline double naive_distance(const Barcode& a, const Barcode& b, const MatchingCost& cost) {
  const double least = naive_matching_cost(a.bars, b.bars, cost);
  return cost.order == infinity ? least : std::pow(least, 1 / cost.order);
}

/// The bottleneck distance of finite bars of one degree from its definition, for barcodes too large for all matchings:
/// every pair and every bar gives a candidate, and each bar gets a place on the diagonal, free for its own bar and for
/// the places of the others; the least candidate that leaves a perfect matching (Kuhn's augmenting paths).
inline double dense_bottleneck(const Barcode& a, const Barcode& b) {
  const std::size_t m = a.bars.size(), n = b.bars.size();
  const MatchingCost cost;
  const auto of = [&](std::size_t i, std::size_t j) {
    if (i < m && j < n) return cost.pair(a.bars[i], b.bars[j]);
    if (i < m) return j - n == i ? cost.alone(a.bars[i]) : infinity;
    if (j < n) return i - m == j ? cost.alone(b.bars[j]) : infinity;
    return 0.0;
  };
  std::vector<double> candidates;
  for (std::size_t i = 0; i < m + n; ++i)
    for (std::size_t j = 0; j < m + n; ++j) candidates.push_back(of(i, j));
  std::ranges::sort(candidates);

  const auto is_matched_within = [&](double e) {
    std::vector<std::size_t> partner(m + n, m + n);
    std::vector<bool> seen;
    const std::function<bool(std::size_t)> finds = [&](std::size_t i) {
      for (std::size_t j = 0; j < m + n; ++j) {
        if (seen[j] || of(i, j) > e) continue;
        seen[j] = true;
        if (partner[j] != m + n && !finds(partner[j])) continue;
        partner[j] = i;
        return true;
      }
      return false;
    };
    for (std::size_t i = 0; i < m + n; ++i) {
      seen.assign(m + n, false);
      if (!finds(i)) return false;
    }
    return true;
  };
  return candidates.empty()
             ? 0
             : *std::ranges::partition_point(candidates, [&](double e) { return !is_matched_within(e); });
}

/// At most `most` bars of degrees 0 and 1, some of them infinite: on a grid (many ties), uniform, or mostly short.
inline Barcode random_barcode(RandomStream& random, Index most, bool is_finite = false) {
  const auto kind = random.below(3);
  std::vector<Bar> bars;
  for (auto k = random.below(most + 1); k > 0; --k) {
    const double birth = kind == 0 ? double(random.below(6)) : random.uniform();
    const double length = kind == 0   ? 1 + double(random.below(6))
                          : kind == 1 ? random.uniform()
                                      : std::pow(random.uniform(), 6);
    const bool is_infinite = !is_finite && random.below(10) == 0;
    bars.push_back({birth, is_infinite ? infinity : birth + length, Index(random.below(2))});
  }
  return barcode_of(std::move(bars));
}

/// `count` bars of degree 1, uniform.
inline Barcode uniform_barcode(RandomStream& random, Index count) {
  std::vector<Bar> bars;
  for (Index k = 0; k < count; ++k) {
    const double birth = random.uniform();
    bars.push_back({birth, birth + random.uniform(), 1});
  }
  return barcode_of(std::move(bars));
}

}  // namespace tessera
