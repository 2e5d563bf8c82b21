// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/prime_field.hpp"
#include "persistence/cubical_trees.hpp"
#include "tessera/core/context.hpp"

#include <span>
#include <vector>

namespace tessera {

/// Sparse columns one after another. Coefficients are left out over Z/2.
class SparseColumns {
 public:
  Index size() const noexcept { return Index(begin_.size() - 1); }
  std::span<const Index> rows(Index column) const noexcept { return part(rows_, column); }
  /// Of Z/2: empty.
  std::span<const Index> coefficients(Index column) const noexcept {
    return coefficients_.empty() ? std::span<const Index>{} : part(coefficients_, column);
  }
  void push(Index row) { rows_.push_back(row); }
  void push(Index row, Index coefficient) {
    rows_.push_back(row);
    coefficients_.push_back(coefficient);
  }
  void end_column() { begin_.push_back(rows_.size()); }
  void append(const SparseColumns& other);

 private:
  std::span<const Index> part(const std::vector<Index>& items, Index column) const noexcept {
    return {items.data() + begin_[column], begin_[column + 1] - begin_[column]};
  }
  std::vector<std::size_t> begin_{0};
  std::vector<Index> rows_, coefficients_;
};

/// A boundary matrix and what comes of reducing it from left to right.
struct CubicalReduction {
  CriticalPairs pairs;
  SparseColumns reduced;       // every column, reduced; only with cycles
  SparseColumns combinations;  // of the columns of the matrix, that make a reduced one; only with cycles
};

/// Columns and rows are critical cells by rank; a column lists its rows in decreasing order without repetition.
/// Source: Cohen-Steiner, Edelsbrunner, Morozov 2006, doi:10.1145/1137856.1137877 (R = D V).
CubicalReduction reduced(const SparseColumns& matrix, Index rows, const PrimeField& field, bool with_cycles,
                         const Context& context);

}  // namespace tessera
