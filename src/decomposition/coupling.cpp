// SPDX-License-Identifier: MIT
#include "decomposition/coupling.hpp"

#include <numeric>

namespace tessera {

void Coupling::reset(Index size) {
  parent_.resize(size);
  std::iota(parent_.begin(), parent_.end(), Index{0});
  edges_.clear();
  seen_.assign(size, 0);
  round_ = 0;
}

void Coupling::finish() {
  const auto size = Index(parent_.size());
  first_member_.assign(size + 1, 0);
  first_edge_.assign(size + 1, 0);
  for (Index k = 0; k < size; ++k) ++first_member_[root(k) + 1];
  for (auto& [a, b] : edges_) {
    a = root(a);
    b = root(b);
    ++first_edge_[a + 1];
    ++first_edge_[b + 1];
  }
  std::partial_sum(first_member_.begin(), first_member_.end(), first_member_.begin());
  std::partial_sum(first_edge_.begin(), first_edge_.end(), first_edge_.begin());

  members_.resize(size);
  ends_.resize(first_edge_.back());
  auto next = first_member_;
  for (Index k = 0; k < size; ++k) members_[next[root(k)]++] = k;
  next = first_edge_;
  for (const auto& [a, b] : edges_) {
    ends_[next[a]++] = b;
    ends_[next[b]++] = a;
  }
}

}  // namespace tessera
