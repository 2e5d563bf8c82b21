// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// Distinct sets of a fixed number of sites, numbered in the order in which they were met. Open addressing; the numbers
/// do not depend on the hashes.
class SiteSets {
 public:
  explicit SiteSets(Index width) : width_(width), slots_(16, none) {}

  Index size() const noexcept { return size_; }
  /// The members of a set, increasing.
  std::span<const Index> operator[](Index set) const noexcept {
    return {members_.data() + std::size_t{set} * width_, width_};
  }

  /// The number of a set, which is new if need be. `members` increase.
  Index insert(std::span<const Index> members) {
    const std::size_t slot = slot_of(members);
    if (slots_[slot] != none) return slots_[slot];
    slots_[slot] = size_++;
    members_.insert(members_.end(), members.begin(), members.end());
    if (2 * std::size_t{size_} > slots_.size()) enlarge();
    return size_ - 1;
  }

  /// The number of a set, or `none`.
  Index find(std::span<const Index> members) const { return slots_[slot_of(members)]; }

 private:
  std::size_t slot_of(std::span<const Index> members) const {
    std::uint64_t hash = 0x9e3779b97f4a7c15;
    for (const Index site : members) {
      hash = (hash ^ site) * 0xff51afd7ed558ccd;
      hash ^= hash >> 32;
    }
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != none && !is_same(slots_[slot], members)) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  bool is_same(Index set, std::span<const Index> members) const {
    const auto other = (*this)[set];
    for (std::size_t i = 0; i < members.size(); ++i)
      if (other[i] != members[i]) return false;
    return true;
  }

  void enlarge() {
    slots_.assign(2 * slots_.size(), none);
    for (Index set = 0; set < size_; ++set) slots_[slot_of((*this)[set])] = set;
  }

  Index width_, size_ = 0;
  std::vector<Index> members_;
  std::vector<Index> slots_;
};

}  // namespace tessera
