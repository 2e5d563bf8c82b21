// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/ground_cost.hpp"
#include "tessera/core/context.hpp"

#include <vector>

namespace tessera {

/// Two sets of points to be matched one to one. A pair costs what it costs to move one to the other; where `alone`
/// costs are given, a point may also stay without a partner at its own; where not, the sides are equally large and all
/// points are matched.
template <int D>
struct AssignmentProblem {
  std::vector<Point<D>> left, right;
  std::vector<double> left_alone, right_alone;
  GroundCost cost;

  bool may_stay_alone() const { return !left_alone.empty() || !right_alone.empty() || left.size() != right.size(); }
};

/// A matching's cost, at most (1 + relative_error) times the least one; 0: the least one, up to rounding.
///
/// Certified by linear programming duality: numbers a_i <= left_alone_i and b_j <= right_alone_j with a_i + b_j <=
/// cost(i, j) for all pairs prove that no matching costs less than their sum.
/// Serial, a pure function of the problem. Memory: about 250 bytes a point (700 for the least cost).
template <int D>
double least_cost(AssignmentProblem<D> problem, double relative_error, const Context& context);

extern template double least_cost(AssignmentProblem<2>, double, const Context&);
extern template double least_cost(AssignmentProblem<3>, double, const Context&);
extern template double least_cost(AssignmentProblem<4>, double, const Context&);

}  // namespace tessera
