// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <bit>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

/// A vector over Z/2 of fixed length, 64 entries a word; the first word lies in the object.
class BitVector {
 public:
  BitVector() = default;
  explicit BitVector(std::size_t size) : rest_(size > 64 ? (size - 1) / 64 : 0, 0) {}

  bool operator[](std::size_t i) const { return (i < 64 ? first_ : rest_[i / 64 - 1]) >> (i % 64) & 1; }
  void toggle(std::size_t i) { (i < 64 ? first_ : rest_[i / 64 - 1]) ^= std::uint64_t{1} << (i % 64); }
  /// Both of one length.
  void add(const BitVector& other) {
    first_ ^= other.first_;
    for (std::size_t w = 0; w < rest_.size(); ++w) rest_[w] ^= other.rest_[w];
  }

  bool is_zero() const { return last() == none; }
  /// The largest i with a one, or `none`.
  Index last() const {
    for (std::size_t w = rest_.size(); w-- > 0;)
      if (rest_[w] != 0) return Index(w * 64 + 127 - std::size_t(std::countl_zero(rest_[w])));
    return first_ == 0 ? none : Index(63 - std::countl_zero(first_));
  }
  /// Calls visit(i) for the ones, in increasing order.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (std::uint64_t word = first_; word != 0; word &= word - 1) visit(Index(std::countr_zero(word)));
    for (std::size_t w = 0; w < rest_.size(); ++w)
      for (std::uint64_t word = rest_[w]; word != 0; word &= word - 1)
        visit(Index(w * 64 + 64 + std::size_t(std::countr_zero(word))));
  }

  friend bool operator==(const BitVector&, const BitVector&) = default;

 private:
  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;
};

/// Columns over Z/2 in echelon form, each with the set of given columns it is the sum of: solves linear systems and
/// lists the relations among the columns. Cost: a column is added in O(rank * (rows + columns) / 64).
class BitSystem {
 public:
  BitSystem(std::size_t rows, std::size_t most_columns) : columns_(most_columns), owner_(rows, none) {}

  /// False when the column is a sum of earlier ones; the relation is then kept.
  bool add(BitVector column) {
    BitVector made_of(columns_);
    made_of.toggle(count_++);
    const Index pivot = reduce(column, made_of);
    if (pivot == none) {
      relations_.push_back(std::move(made_of));
      return false;
    }
    owner_[pivot] = Index(echelon_.size());
    echelon_.emplace_back(std::move(column), std::move(made_of));
    return true;
  }

  /// A set of given columns with this sum.
  std::optional<BitVector> solve(BitVector target) const {
    BitVector made_of(columns_);
    if (reduce(target, made_of) != none) return std::nullopt;
    return made_of;
  }

  /// Sets of given columns whose sum is zero; they form a basis of all such sets.
  const std::vector<BitVector>& relations() const { return relations_; }
  std::size_t rank() const { return echelon_.size(); }
  /// Columns that were added to others so far.
  std::uint64_t additions() const { return additions_; }

 private:
  /// Adds columns of the echelon form until the last one stands in a row without owner.
  Index reduce(BitVector& column, BitVector& made_of) const {
    for (Index pivot = column.last(); pivot != none; pivot = column.last()) {
      if (owner_[pivot] == none) return pivot;
      const auto& [echelon, set] = echelon_[owner_[pivot]];
      column.add(echelon);
      made_of.add(set);
      ++additions_;
    }
    return none;
  }

  std::size_t columns_, count_ = 0;
  mutable std::uint64_t additions_ = 0;
  std::vector<Index> owner_;
  std::vector<std::pair<BitVector, BitVector>> echelon_;
  std::vector<BitVector> relations_;
};

}  // namespace tessera
