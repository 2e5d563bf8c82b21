// SPDX-License-Identifier: MIT
// 1. An auction with steps that shrink (Bertsekas 1988; with geometry: Kerber, Morozov, Nigmetov 2017). After each sale
//    the prices give a certificate, by one nearest-point query a left point, and the sale a matching: their ratio says
//    when the error asked for is reached.
// 2. The first matchings also bound the least cost. Costs above twice the bound are cut to that, which changes no best
//    matching, and the auction starts anew: prices keep the precision that the result needs, however much longer than
//    their distance the bars are.
// 3. For the least cost itself, and where bidders with equal wishes raise prices by tiny steps against each other, the
//    sale is left early and shortest augmenting paths finish from its prices: few points are then in the wrong place.
#include "persistence/assignment.hpp"

#include "persistence/auction.hpp"
#include "persistence/exact_assignment.hpp"

#include <numeric>
#include <optional>

namespace tessera {
namespace {

constexpr double early_error = 0.5;          // of the sale from whose prices the least cost is found
constexpr std::uint64_t bids_a_point = 200;  // after which a sale is left

template <int D>
double largest_cost(const AssignmentProblem<D>& problem) {
  double largest = 0;
  for (const auto* alone : {&problem.left_alone, &problem.right_alone})
    for (const double cost : *alone) largest = std::max(largest, cost);
  if (problem.may_stay_alone()) return largest;
  const PointTree<D> tree(problem.right);
  for (const auto& point : problem.left) {
    Point<D> farthest;
    for (int axis = 0; axis < D; ++axis) {
      const auto& box = tree.box(0);
      farthest[axis] = point[axis] - box.low[axis] > box.high[axis] - point[axis] ? box.low[axis] : box.high[axis];
    }
    largest = std::max(largest, problem.cost(point, farthest));
  }
  return largest;
}

/// Of a matching by right point. A pair that costs more than its points do alone is parted.
template <int D>
double matching_cost(const AssignmentProblem<D>& problem, const std::vector<Index>& partners) {
  std::vector<bool> is_matched(problem.left.size(), false);
  double sum = 0;  // of positive numbers only: a small cost keeps its precision
  for (Index j = 0; j < partners.size(); ++j) {
    const Index i = partners[j];
    const double pair = i == none ? infinity : problem.cost(problem.left[i], problem.right[j]);
    const bool is_pair =
        i != none && (!problem.may_stay_alone() || pair < problem.left_alone[i] + problem.right_alone[j]);
    if (is_pair) is_matched[i] = true;
    sum += is_pair ? pair : problem.right_alone[j];
  }
  for (Index i = 0; i < problem.left.size(); ++i)
    if (!is_matched[i]) sum += problem.left_alone[i];
  return sum;
}

/// The a_i to given b_j, and the sum of both.
template <int D>
double certified_bound(const AssignmentProblem<D>& problem, PricedPoints<D>& rights, const std::vector<double>& duals) {
  std::vector<double> prices(duals.size());
  for (std::size_t j = 0; j < duals.size(); ++j) prices[j] = -duals[j];
  rights.set(std::move(prices));
  double sum = std::accumulate(duals.begin(), duals.end(), 0.0);
  for (Index i = 0; i < problem.left.size(); ++i) {
    double least = problem.may_stay_alone() ? problem.left_alone[i] : infinity;
    rights.within(problem.left[i], least, [&](Index, double value) { least = std::min(least, value); });
    sum += least;
  }
  return sum;
}

}  // namespace

template <int D>
double least_cost(AssignmentProblem<D> problem, double relative_error, const Context& context) {
  const std::size_t size = problem.left.size() + problem.right.size();
  if (problem.left.empty() || problem.right.empty())
    return std::accumulate(problem.left_alone.begin(), problem.left_alone.end(), 0.0) +
           std::accumulate(problem.right_alone.begin(), problem.right_alone.end(), 0.0);
  context.require_memory(size * (relative_error > 0 ? 250 : 700), "matching the points", "take fewer points");
  double largest = largest_cost(problem);
  if (largest == 0) return 0;

  std::optional<Auction<D>> auction(problem);
  PricedPoints<D> rights(problem.right, problem.cost);
  std::vector<Index> partners;
  const double error_before_paths = relative_error > 0 ? relative_error : early_error;
  double step = largest / 4;
  for (std::uint64_t bids = none; auction->sell(step, bids, context); bids = bids_a_point * size) {
    partners = auction->partners();
    const double cost = matching_cost(problem, partners);
    if (cost == 0) return 0;
    if (largest > 4 * cost) {
      largest = 2 * cost;
      problem.cost.set_cap(largest);
      for (auto* alone : {&problem.left_alone, &problem.right_alone})
        for (double& one : *alone) one = std::min(one, largest);
      auction.emplace(problem);
      rights = PricedPoints<D>(problem.right, problem.cost);
      step = largest / 4;
      continue;
    }
    if (cost <= (1 + error_before_paths) * certified_bound(problem, rights, auction->right_duals())) {
      if (relative_error > 0) return cost;
      break;
    }
    step /= 5;
  }
  return ExactAssignment<D>(problem, auction->right_duals(), partners).cost(context);
}

template double least_cost(AssignmentProblem<2>, double, const Context&);
template double least_cost(AssignmentProblem<3>, double, const Context&);
template double least_cost(AssignmentProblem<4>, double, const Context&);

}  // namespace tessera
