// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

namespace tessera {

/// Weighs the work of a collapse against the cliques it avoids. Both are counted, never timed: a run stops at the same
/// edge on every machine.
///
/// The gain so far is (cliques avoided) x (cost of a clique) - (steps spent). A sweep is over once the gain has fallen
/// too far from its best moment in the sweep: by a sixteenth of what the cliques that are left cost and, while there is
/// a gain at all, by an eighth of the steps spent until then. So a sweep never makes the whole work more than a
/// sixteenth dearer, by this count, and one that pays at first stops soon after it ceases to.
class CollapseBudget {
 public:
  explicit CollapseBudget(double clique_cost) : clique_cost_(std::min(clique_cost, dearest)) {}

  /// Begins a sweep of a graph with so many cliques, by estimate. What a sweep leaves is often less than the error of
  /// that estimate: hence a least share.
  void begin_sweep(double cliques) {
    left_ = expected_ = cliques;
    best_ = gain_;
  }
  void spend(double steps) {
    gain_ -= steps;
    spent_ += steps;
  }
  void save(double cliques) {
    left_ -= cliques;
    gain_ += cliques * clique_cost_;
    best_ = std::max(best_, gain_);
  }

  double gain() const { return gain_; }
  bool is_spent() const {
    const double of_cliques = clique_cost_ * std::max(left_, expected_ / 8) / 16;
    const double of_steps = gain_ > 0 ? spent_ / 8 : 0;
    return best_ - gain_ > of_cliques + of_steps + always_allowed;
  }

 private:
  static constexpr double dearest = 1e15;        // keeps sums finite
  static constexpr double always_allowed = 2e4;  // some 20 microseconds: small graphs are not worth a thought

  double clique_cost_;
  double expected_ = 0, left_ = 0;
  double gain_ = 0, best_ = 0, spent_ = 0;
};

}  // namespace tessera
