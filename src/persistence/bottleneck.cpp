// SPDX-License-Identifier: MIT
// Bottleneck distance of two barcodes: the least e for which a perfect matching exists, by binary search over the
// candidate values, each tested by augmenting paths. Bars on both sides are first cancelled where they are equal: a
// bijection of least cost may keep equal bars matched, because the metric on bars satisfies the triangle inequality.
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <tuple>

namespace tessera {
namespace {

double cost(const Bar& a, const Bar& b) {
  if ((a.death == infinity) != (b.death == infinity)) return infinity;
  const double births = std::abs(a.birth - b.birth);
  return a.death == infinity ? births : std::max(births, std::abs(a.death - b.death));
}

double cost_unmatched(const Bar& bar) { return (bar.death - bar.birth) / 2; }

/// Can every bar longer than 2e on either side be matched within e? Left and right bars; a bar may stay unmatched at e.
class Matching {
 public:
  Matching(const std::vector<Bar>& left, const std::vector<Bar>& right, double e) : left_(left), right_(right), e_(e) {}

  bool exists() {
    // A matching that covers the long bars of the left and one that covers those of the right combine to one that covers
    // both (Mendelsohn and Dulmage).
    return covers(left_, right_) && covers(right_, left_);
  }

 private:
  bool covers(const std::vector<Bar>& from, const std::vector<Bar>& to) const {
    std::vector<Index> partner(to.size(), none);
    std::vector<bool> is_visited;
    const std::function<bool(Index)> augment = [&](Index i) {
      for (Index j = 0; j < to.size(); ++j) {
        if (is_visited[j] || cost(from[i], to[j]) > e_) continue;
        is_visited[j] = true;
        if (partner[j] == none || augment(partner[j])) {
          partner[j] = i;
          return true;
        }
      }
      return false;
    };
    for (Index i = 0; i < from.size(); ++i) {
      if (cost_unmatched(from[i]) <= e_) continue;
      is_visited.assign(to.size(), false);
      if (!augment(i)) return false;
    }
    return true;
  }

  const std::vector<Bar>&left_, &right_;
  double e_;
};

}  // namespace

double bottleneck_distance(const Barcode& a, const Barcode& b) {
  std::vector<Bar> left, right;
  const auto before = [](const Bar& p, const Bar& q) {
    return std::tuple(p.degree, p.birth, p.death) < std::tuple(q.degree, q.birth, q.death);
  };
  std::ranges::set_difference(a.bars, b.bars, std::back_inserter(left), before);
  std::ranges::set_difference(b.bars, a.bars, std::back_inserter(right), before);

  std::vector<double> candidates{0};
  for (const Bar& p : left) {
    candidates.push_back(cost_unmatched(p));
    for (const Bar& q : right) candidates.push_back(cost(p, q));
  }
  for (const Bar& q : right) candidates.push_back(cost_unmatched(q));
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  if (candidates.back() != infinity) candidates.push_back(infinity);

  const auto least = std::ranges::partition_point(
      candidates, [&](double e) { return e < infinity && !Matching(left, right, e).exists(); });
  return *least;
}

}  // namespace tessera
