// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// Vectors over Z/2 with few entries, each kept once and named by a number: equal vectors have equal names, and the
/// name of zero is 0. Names are given in the order of first appearance. Sums of names are remembered.
class Annotations {
 public:
  using Name = std::int32_t;  // never negative

  Annotations();

  std::span<const Index> operator[](Name name) const noexcept {
    return {entries_.data() + begin_[std::size_t(name)],
            std::size_t(begin_[std::size_t(name) + 1] - begin_[std::size_t(name)])};
  }
  /// Entries strictly increasing.
  Name name_of(std::span<const Index> vector);
  Name sum(Name a, Name b);
  std::size_t size() const noexcept { return begin_.size() - 1; }

 private:
  struct KnownSum {
    std::uint64_t pair = ~std::uint64_t{0};
    Name name = 0;
  };

  void grow_names();
  void grow_sums();

  std::vector<Index> entries_;
  std::vector<std::uint64_t> begin_{0};
  std::vector<Name> by_content_;  // open addressing; -1 is free
  std::vector<KnownSum> sums_;    // open addressing
  std::size_t known_sums_ = 0;
  std::vector<Index> scratch_;
};

}  // namespace tessera
