// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <utility>
#include <vector>

namespace tessera {

/// A graph on classes of numbers 0 .. size - 1, and the parts of it that are reached through admitted classes.
class Coupling {
 public:
  /// No edges, every number a class of its own.
  void reset(Index size);
  void join(Index a, Index b) { parent_[root(a)] = root(b); }
  void couple(Index a, Index b) { edges_.emplace_back(a, b); }
  /// To be called between the last edge and the first `spread`.
  void finish();

  /// The components met from `starts`, one after another, as lists of numbers: those reached over edges between
  /// classes of which some number is admitted. Starts are.
  template <class Admitted, class Visit>
  void spread(const std::vector<Index>& starts, const Admitted& is_admitted, const Visit& visit) {
    ++round_;
    for (const Index start : starts) {
      if (seen_[root(start)] == round_) continue;
      seen_[root(start)] = round_;
      classes_.assign(1, root(start));
      for (std::size_t at = 0; at < classes_.size(); ++at)
        for (Index edge = first_edge_[classes_[at]]; edge < first_edge_[classes_[at] + 1]; ++edge) {
          const Index other = ends_[edge];
          if (seen_[other] == round_) continue;
          bool is_in = false;
          for (Index k = first_member_[other]; k < first_member_[other + 1] && !is_in; ++k)
            is_in = is_admitted(members_[k]);
          seen_[other] = round_;
          if (is_in) classes_.push_back(other);
        }
      component_.clear();
      for (const Index one : classes_)
        component_.insert(component_.end(), members_.begin() + first_member_[one],
                          members_.begin() + first_member_[one + 1]);
      visit(component_);
    }
  }

 private:
  Index root(Index k) {
    while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
    return k;
  }

  std::vector<Index> parent_;
  std::vector<std::pair<Index, Index>> edges_;
  std::vector<Index> first_member_, members_, first_edge_, ends_;  // by root
  std::vector<std::uint64_t> seen_;
  std::uint64_t round_ = 0;
  std::vector<Index> classes_, component_;
};

}  // namespace tessera
