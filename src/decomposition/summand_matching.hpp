// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/decomposition/interval_distance.hpp"

#include <vector>

namespace tessera {

/// Two lists of intervals, to be matched at the least cost.
class SummandMatching {
 public:
  /// In scaled units. Throws R302 when the table of pairs is over the memory budget.
  SummandMatching(std::vector<Interval<2>> first, std::vector<Interval<2>> second, const Context& context);

  /// The bottleneck distance.
  double least_cost();
  /// Interleaving distances that were computed so far.
  std::size_t exact_distances() const noexcept { return exact_distances_; }

 private:
  struct Side {
    std::vector<Interval<2>> intervals;
    std::vector<double> weights, offsets;  // of the diagonal line through the largest square
    explicit Side(std::vector<Interval<2>> of);
  };
  double lower_bound(Index i, Index j) const;
  bool is_within(Index i, Index j, double limit);
  double distance(Index i, Index j);
  bool is_enough(double limit);
  std::vector<double> costs_between(double low, double high);

  Side first_, second_;
  Context context_;
  double rounding_ = 0;
  std::vector<double> bounds_;  // of the pairs, row after row: the distance, or less
  std::vector<bool> is_distance_;
  std::size_t exact_distances_ = 0;
};

}  // namespace tessera
