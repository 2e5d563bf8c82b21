// SPDX-License-Identifier: MIT
// Bottleneck matching of intervals with few interleaving distances.
//  1. A pair costs at most the larger weight (both are close enough to zero then), so the answer is at most the largest
//     weight, and binary search among the weights tells between which two, low < answer <= high, it lies.
//  2. Only pairs of which one is heavier than low matter, and only those of distance below high: their distances are
//     the other candidates, searched in turn.
//  3. Bounds: the difference of the weights, and the distance of the two bars along a diagonal line, for the lines
//     through the largest squares of both. The interleaving distance is computed where they do not decide.
#include "decomposition/summand_matching.hpp"

#include "decomposition/bipartite_cover.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

struct BarOnLine {
  double birth = infinity, death = -infinity;
  double length() const noexcept { return std::max(0.0, death - birth); }
};

/// The bar of an interval along the points (t, t + offset).
BarOnLine bar_along(const Interval<2>& interval, double offset) noexcept {
  BarOnLine bar;
  for (const auto& b : interval.births) bar.birth = std::min(bar.birth, std::max(b[0], b[1] - offset));
  for (const auto& d : interval.deaths) bar.death = std::max(bar.death, std::min(d[0], d[1] - offset));
  return bar;
}

double difference(double a, double b) noexcept { return a == b ? 0 : std::abs(a - b); }  // infinite ones are equal

double bar_distance(const BarOnLine& a, const BarOnLine& b) noexcept {
  const double alone = std::max(a.length(), b.length()) / 2;
  if (a.length() == 0 || b.length() == 0) return alone;
  return std::min(alone, std::max(difference(a.birth, b.birth), difference(a.death, b.death)));
}

/// What sums and differences of coordinates, and interleaving_distance, may be off by.
double rounding_of(const std::vector<Interval<2>>& intervals) noexcept {
  double largest = 0;
  for (const auto& interval : intervals)
    for (const auto* corners : {&interval.births, &interval.deaths})
      for (const auto& corner : *corners)
        for (const double coordinate : corner)
          if (std::abs(coordinate) < infinity) largest = std::max(largest, std::abs(coordinate));
  return 1e-14 * largest;
}

double offset_of_largest_square(const Interval<2>& interval) noexcept {
  double largest = -infinity, offset = 0;
  for (const auto& b : interval.births)
    for (const auto& d : interval.deaths)
      if (const double side = std::min(d[0] - b[0], d[1] - b[1]); side > largest) {
        largest = side;
        offset = b[1] - b[0];
      }
  return offset;
}

}  // namespace

SummandMatching::Side::Side(std::vector<Interval<2>> of) : intervals(std::move(of)) {
  for (const auto& interval : intervals) {
    weights.push_back(interval_weight(interval));
    offsets.push_back(offset_of_largest_square(interval));
  }
}

SummandMatching::SummandMatching(std::vector<Interval<2>> first, std::vector<Interval<2>> second,
                                 const Context& context)
    : first_(std::move(first)), second_(std::move(second)), context_(context) {
  rounding_ = rounding_of(first_.intervals) + rounding_of(second_.intervals);
  const std::size_t pairs = first_.intervals.size() * second_.intervals.size();
  context.require_memory(pairs * sizeof(double) + pairs / 8, "the distances of all pairs of summands",
                         "compare coarser modules, or leave out light summands");
  bounds_.reserve(pairs);
  is_distance_.assign(pairs, false);
  for (Index i = 0; i < first_.intervals.size(); ++i) {
    context.check();
    for (Index j = 0; j < second_.intervals.size(); ++j) {
      bounds_.push_back(lower_bound(i, j));
      is_distance_[bounds_.size() - 1] = first_.intervals[i] == second_.intervals[j];
    }
  }
}

double SummandMatching::lower_bound(Index i, Index j) const {
  double bound = difference(first_.weights[i], second_.weights[j]);
  for (const double offset : {first_.offsets[i], second_.offsets[j]})
    bound =
        std::max(bound, bar_distance(bar_along(first_.intervals[i], offset), bar_along(second_.intervals[j], offset)));
  return bound - rounding_;
}

double SummandMatching::distance(Index i, Index j) {
  const std::size_t pair = std::size_t{i} * second_.intervals.size() + j;
  if (!is_distance_[pair]) {
    context_.check();
    bounds_[pair] = interleaving_distance(first_.intervals[i], second_.intervals[j]);
    is_distance_[pair] = true;
    ++exact_distances_;
  }
  return bounds_[pair];
}

bool SummandMatching::is_within(Index i, Index j, double limit) {
  return bounds_[std::size_t{i} * second_.intervals.size() + j] <= limit && distance(i, j) <= limit;
}

bool SummandMatching::is_enough(double limit) {
  const Index rows = Index(first_.weights.size()), columns = Index(second_.weights.size());
  std::vector<std::vector<Index>> neighbors;
  for (Index i = 0; i < rows; ++i) {
    if (first_.weights[i] <= limit) continue;
    neighbors.emplace_back();
    for (Index j = 0; j < columns; ++j)
      if (is_within(i, j, limit)) neighbors.back().push_back(j);
    if (neighbors.back().empty()) return false;
  }
  if (!is_coverable(neighbors, columns)) return false;

  neighbors.clear();
  for (Index j = 0; j < columns; ++j) {
    if (second_.weights[j] <= limit) continue;
    neighbors.emplace_back();
    for (Index i = 0; i < rows; ++i)
      if (is_within(i, j, limit)) neighbors.back().push_back(i);
    if (neighbors.back().empty()) return false;
  }
  return is_coverable(neighbors, rows);
}

/// Distances strictly between, of pairs of which one is heavier than `low`.
std::vector<double> SummandMatching::costs_between(double low, double high) {
  std::vector<double> costs;
  for (Index i = 0; i < first_.weights.size(); ++i)
    for (Index j = 0; j < second_.weights.size(); ++j) {
      if (std::max(first_.weights[i], second_.weights[j]) <= low) continue;
      if (bounds_[std::size_t{i} * second_.weights.size() + j] >= high) continue;
      if (const double cost = distance(i, j); low < cost && cost < high) costs.push_back(cost);
    }
  std::ranges::sort(costs);
  costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
  return costs;
}

double SummandMatching::least_cost() {
  std::vector<double> weights{0, infinity};
  for (const auto* side : {&first_, &second_})
    weights.insert(weights.end(), side->weights.begin(), side->weights.end());
  std::ranges::sort(weights);
  weights.erase(std::unique(weights.begin(), weights.end()), weights.end());

  const auto is_too_small = [&](double limit) { return limit < infinity && !is_enough(limit); };
  const auto high = std::ranges::partition_point(weights, is_too_small);
  if (high == weights.begin()) return 0;
  const auto costs = costs_between(*(high - 1), *high);
  const auto least = std::ranges::partition_point(costs, is_too_small);
  return least == costs.end() ? *high : *least;
}

}  // namespace tessera
