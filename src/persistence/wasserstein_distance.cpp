// SPDX-License-Identifier: MIT
// 1. The matching of finite bars is an assignment in which every bar may stay alone, at the cost of its way to the
//    diagonal (assignment.hpp). Infinite bars are matched in order: best on a line for every convex cost.
// 2. p = 1: equal bars of both sides can be matched with each other first, by the triangle inequality. For p > 1 a
//    chain of short moves may be better, and they stay.
// 3. Lengths are divided by a power of two near the greatest first: no power of them overflows, and none that counts
//    vanishes.
#include "tessera/persistence/wasserstein_distance.hpp"

#include "persistence/all_pairs.hpp"
#include "persistence/assignment.hpp"
#include "persistence/bar_classes.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const WassersteinDistanceOptions& options) {
  const auto refuse = [](const char* need, double got, const char* name) {
    throw Error(codes::bad_request, fmt::format("needs {}, got {}", need, got)).within(name);
  };
  if (!(options.order >= 1 && options.order <= 16)) refuse("an order of 1 to 16", options.order, "order");
  if (!(options.norm >= 1)) refuse("a norm of 1 to inf", options.norm, "norm");
  if (!(options.relative_error >= 0 && options.relative_error < infinity))
    refuse("an error >= 0", options.relative_error, "relative_error");
}

std::vector<Point<2>> without(const std::vector<Point<2>>& bars, const std::vector<Point<2>>& others) {
  std::vector<Point<2>> rest;
  std::ranges::set_difference(bars, others, std::back_inserter(rest));
  return rest;
}

/// A power of two near the greatest of some lengths.
double scale_of(double longest) { return longest > 0 && longest < infinity ? std::ldexp(1, std::ilogb(longest)) : 1; }

/// The distance of the finite bars of one degree.
double finite_distance(const BarClasses& a, const BarClasses& b, const WassersteinDistanceOptions& options,
                       const Context& context) {
  if (a.finite == b.finite) return 0;
  double longest = 0;
  for (const auto* side : {&a, &b})
    for (const auto& bar : side->finite) longest = std::max(longest, half_length(bar));
  const GroundCost cost(options.norm, options.order, scale_of(longest));
  AssignmentProblem<2> problem{.left = a.finite, .right = b.finite, .left_alone = {}, .right_alone = {}, .cost = cost};
  if (options.order == 1) {
    problem.left = without(a.finite, b.finite);
    problem.right = without(b.finite, a.finite);
  }
  if (problem.right < problem.left) std::swap(problem.left, problem.right);  // the same bits both ways

  const double slope = std::exp2(1 / options.norm);  // |(1, 1)|_q
  for (const auto& bar : problem.left) problem.left_alone.push_back(cost.of_length(slope * half_length(bar)));
  for (const auto& bar : problem.right) problem.right_alone.push_back(cost.of_length(slope * half_length(bar)));
  const double error = std::pow(1 + options.relative_error, options.order) - 1;
  return cost.length_of(least_cost(std::move(problem), error, context));
}

/// (sum of length^order)^(1/order).
double combined(const std::vector<double>& lengths, double order) {
  const GroundCost cost(1, order, scale_of(lengths.empty() ? 0 : std::ranges::max(lengths)));
  double sum = 0;
  for (const double length : lengths) sum += cost.of_length(length);
  return cost.length_of(sum);
}

}  // namespace

double wasserstein_distance(const Barcode& a, const Barcode& b, const WassersteinDistanceOptions& options,
                            const Context& context) {
  check_options(options);
  const auto degrees = bars_by_degree(std::array{&a, &b}, options.degree, options.infinite_bars);
  for (const auto& [degree, sides] : degrees)
    if (!have_equal_ends(sides[0], sides[1])) return infinity;

  std::vector<double> lengths;
  for (const auto& [degree, sides] : degrees) {
    lengths.push_back(finite_distance(sides[0], sides[1], options, context));
    for (const auto ends : {&BarClasses::births, &BarClasses::deaths})
      for (std::size_t i = 0; i < (sides[0].*ends).size(); ++i)
        lengths.push_back(std::abs((sides[0].*ends)[i] - (sides[1].*ends)[i]));
  }
  return combined(lengths, options.order);
}

DistanceMatrix wasserstein_distances(const Collection<Barcode>& barcodes, const WassersteinDistanceOptions& options,
                                     const Context& context) {
  check_options(options);
  return all_pairs(barcodes, "infinite_bars = \"ignore\" leaves infinite bars out", context,
                   [&](Index i, Index j) { return wasserstein_distance(barcodes[i], barcodes[j], options, context); });
}

}  // namespace tessera
