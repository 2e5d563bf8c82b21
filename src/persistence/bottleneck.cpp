// SPDX-License-Identifier: MIT
// Bottleneck distance of two barcodes: the least e for which a matching exists that moves no bar by more than e and
// leaves only bars of length <= 2e alone; by binary search over the values e can take, each tested by augmenting paths.
// Equal bars may not simply be cancelled (a chain of short moves beats one long move), but doing so gives an upper
// bound quickly, and only pairs within that bound matter afterwards.
#include "tessera/persistence/bottleneck.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace tessera {
namespace {

double cost(const Bar& a, const Bar& b) {
  if (a.degree != b.degree || (a.death == infinity) != (b.death == infinity)) return infinity;
  const double births = std::abs(a.birth - b.birth);
  return a.death == infinity ? births : std::max(births, std::abs(a.death - b.death));
}

double cost_unmatched(const Bar& bar) { return (bar.death - bar.birth) / 2; }

/// Calls visit(j) for the bars of `bars` (sorted by birth) within e of `bar`, until it returns true; says whether it
/// did.
template <class Visit>
bool any_within(const std::vector<Bar>& bars, const Bar& bar, double e, const Visit& visit) {
  // Differences, as in cost: their rounding must not push a bar at distance e beyond it.
  auto other = std::ranges::partition_point(bars, [&](const Bar& b) { return bar.birth - b.birth > e; });
  for (; other != bars.end() && other->birth - bar.birth <= e; ++other)
    if (cost(bar, *other) <= e && visit(Index(other - bars.begin()))) return true;
  return false;
}

/// Can all bars of `from` longer than 2e be matched within e to different bars of `to`?
class Cover {
 public:
  Cover(const std::vector<Bar>& from, const std::vector<Bar>& to, double e)
      : from_(from), to_(to), e_(e), partner_(to.size(), none), visited_(to.size(), none) {}

  bool exists() {
    for (Index i = 0; i < from_.size(); ++i) {
      if (cost_unmatched(from_[i]) <= e_) continue;
      round_ = i;
      if (!augment(i)) return false;
    }
    return true;
  }

 private:
  bool augment(Index i) {
    return any_within(to_, from_[i], e_, [&](Index j) {
      if (visited_[j] == round_) return false;
      visited_[j] = round_;
      if (partner_[j] != none && !augment(partner_[j])) return false;
      partner_[j] = i;
      return true;
    });
  }

  const std::vector<Bar>& from_;
  const std::vector<Bar>& to_;
  double e_;
  std::vector<Index> partner_, visited_;
  Index round_ = 0;
};

/// The distance, known to be at most `upper`. Bars sorted by birth.
double least_cost(const std::vector<Bar>& left, const std::vector<Bar>& right, double upper) {
  std::vector<double> candidates{0, upper};
  for (const Bar& p : left) {
    if (cost_unmatched(p) <= upper) candidates.push_back(cost_unmatched(p));
    any_within(right, p, upper, [&](Index j) { return candidates.push_back(cost(p, right[j])), false; });
  }
  for (const Bar& q : right)
    if (cost_unmatched(q) <= upper) candidates.push_back(cost_unmatched(q));
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

  // Covering the long bars of each side is enough: such covers combine to one of both (Mendelsohn and Dulmage).
  const auto is_too_small = [&](double e) {
    return !Cover(left, right, e).exists() || !Cover(right, left, e).exists();
  };
  return *std::ranges::partition_point(candidates, [&](double e) { return e < upper && is_too_small(e); });
}

std::vector<Bar> without(const std::vector<Bar>& bars, const std::vector<Bar>& others) {
  const auto order = [](const Bar& p, const Bar& q) {
    return std::tuple(p.birth, p.death, p.degree) < std::tuple(q.birth, q.death, q.degree);
  };
  std::vector<Bar> rest;
  std::ranges::set_difference(bars, others, std::back_inserter(rest), order);
  return rest;
}

}  // namespace

double bottleneck_distance(const Barcode& a, const Barcode& b) {
  auto left = a.bars, right = b.bars;
  for (auto* bars : {&left, &right})
    std::ranges::sort(*bars, {}, [](const Bar& bar) { return std::tuple(bar.birth, bar.death, bar.degree); });

  const double upper = least_cost(without(left, right), without(right, left), infinity);
  return upper == 0 || upper == infinity ? upper : least_cost(left, right, upper);
}

}  // namespace tessera
