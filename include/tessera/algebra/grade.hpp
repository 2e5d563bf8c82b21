// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <array>

namespace tessera {

/// An element of the poset N^N: one rank per axis of a Grid. Comparisons between grades are exact.
/// `==` is equality; the order of the poset is `precedes`; a total order that extends it is `colexicographic`.
template <int N>
struct Grade {
  std::array<Index, N> rank{};

  Index operator[](int axis) const noexcept { return rank[axis]; }
  Index& operator[](int axis) noexcept { return rank[axis]; }
  friend bool operator==(const Grade&, const Grade&) = default;
};

/// a <= b in every axis.
template <int N>
constexpr bool precedes(const Grade<N>& a, const Grade<N>& b) noexcept {
  for (int axis = 0; axis < N; ++axis)
    if (a.rank[axis] > b.rank[axis]) return false;
  return true;
}

/// The least grade above both.
template <int N>
constexpr Grade<N> join(const Grade<N>& a, const Grade<N>& b) noexcept {
  Grade<N> c;
  for (int axis = 0; axis < N; ++axis) c.rank[axis] = std::max(a.rank[axis], b.rank[axis]);
  return c;
}

/// The greatest grade below both.
template <int N>
constexpr Grade<N> meet(const Grade<N>& a, const Grade<N>& b) noexcept {
  Grade<N> c;
  for (int axis = 0; axis < N; ++axis) c.rank[axis] = std::min(a.rank[axis], b.rank[axis]);
  return c;
}

/// a before b, comparing the last axis first: a total order in which a <= b implies a is not after b.
template <int N>
constexpr bool colexicographic(const Grade<N>& a, const Grade<N>& b) noexcept {
  for (int axis = N - 1; axis >= 0; --axis)
    if (a.rank[axis] != b.rank[axis]) return a.rank[axis] < b.rank[axis];
  return false;
}

/// A bigrade in one word; the order of the words is the colexicographic order of the grades.
constexpr std::uint64_t packed(const Grade<2>& grade) noexcept {
  return std::uint64_t{grade.rank[1]} << 32 | grade.rank[0];
}
constexpr Grade<2> unpacked(std::uint64_t word) noexcept { return {{Index(word), Index(word >> 32)}}; }

}  // namespace tessera
