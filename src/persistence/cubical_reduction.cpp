// SPDX-License-Identifier: MIT
#include "persistence/cubical_reduction.hpp"

#include "algebra/bit_tree_column.hpp"

#include <algorithm>

namespace tessera {
namespace {

/// A working column over Z/2.
class Z2Working {
 public:
  Z2Working(Index rows, const PrimeField&) : bits_(rows) {}

  Index pivot() const noexcept { return bits_.pivot(); }
  Index coefficient(Index) const noexcept { return 1; }
  void add(std::span<const Index> rows, std::span<const Index>, Index) { bits_.add(rows); }
  void drain(SparseColumns& columns) {
    for (Index row = bits_.pivot(); row != none; row = bits_.pivot()) {
      columns.push(row);
      bits_.toggle(row);
    }
    columns.end_column();
  }

 private:
  BitTreeColumn bits_;
};

/// A working column over Z/p: coefficients by row, and a bit where they are not zero.
class ZpWorking {
 public:
  ZpWorking(Index rows, const PrimeField& field) : bits_(rows), coefficients_(rows, 0), field_(field) {}

  Index pivot() const noexcept { return bits_.pivot(); }
  Index coefficient(Index row) const noexcept { return coefficients_[row]; }
  void add(std::span<const Index> rows, std::span<const Index> coefficients, Index factor) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Index& here = coefficients_[rows[i]];
      const Index sum = field_.sum(here, field_.product(factor, coefficients[i]));
      if ((here == 0) != (sum == 0)) bits_.toggle(rows[i]);
      here = sum;
    }
  }
  void drain(SparseColumns& columns) {
    for (Index row = bits_.pivot(); row != none; row = bits_.pivot()) {
      columns.push(row, coefficients_[row]);
      coefficients_[row] = 0;
      bits_.toggle(row);
    }
    columns.end_column();
  }

 private:
  BitTreeColumn bits_;
  std::vector<Index> coefficients_;
  const PrimeField& field_;
};

constexpr std::size_t entries_between_checks = std::size_t{1} << 20;
constexpr Index one = 1;

template <class Working>
class Reducer {
 public:
  Reducer(const SparseColumns& matrix, Index rows, const PrimeField& field, bool with_cycles, const Context& context)
      : matrix_(matrix),
        field_(field),
        context_(context),
        working_(rows, field),
        combination_(with_cycles ? matrix.size() : 0, field),
        with_cycles_(with_cycles) {
    result_.pairs = {LargeVector<Index>(rows, none), LargeVector<Index>(matrix.size(), none)};
  }

  CubicalReduction run() && {
    for (Index column = 0; column < matrix_.size(); ++column) {
      if (matrix_.rows(column).empty() && !with_cycles_) {
        result_.reduced.end_column();
        continue;
      }
      reduce(column);
    }
    return std::move(result_);
  }

 private:
  Index factor_against(Index pivot, Index owner) const {
    const auto coefficients = result_.reduced.coefficients(owner);
    const Index theirs = coefficients.empty() ? 1 : coefficients[0];  // rows decrease: the pivot is first
    return field_.negative(field_.product(working_.coefficient(pivot), field_.inverse(theirs)));
  }

  void reduce(Index column) {
    add(working_, matrix_, column, 1);
    if (with_cycles_) combination_.add({&column, 1}, {&one, 1}, 1);

    Index pivot = working_.pivot();
    for (; pivot != none; pivot = working_.pivot()) {
      const Index owner = result_.pairs.death_of[pivot];
      if (owner == none) break;
      const Index factor = factor_against(pivot, owner);
      add(working_, result_.reduced, owner, factor);
      if (with_cycles_) add(combination_, result_.combinations, owner, factor);
    }

    if (pivot != none) {
      result_.pairs.death_of[pivot] = column;
      result_.pairs.birth_of[column] = pivot;
    }
    working_.drain(result_.reduced);
    if (with_cycles_) combination_.drain(result_.combinations);
  }

  void add(Working& target, const SparseColumns& source, Index column, Index factor) {
    const auto rows = source.rows(column);
    target.add(rows, source.coefficients(column), factor);
    entries_ += rows.size();
    if (entries_ < entries_between_checks) return;
    entries_ = 0;
    context_.check();
  }

  const SparseColumns& matrix_;
  const PrimeField& field_;
  const Context& context_;
  Working working_, combination_;
  bool with_cycles_;
  CubicalReduction result_;
  std::size_t entries_ = 0;
};

}  // namespace

void SparseColumns::append(const SparseColumns& other) {
  const std::size_t shift = rows_.size();
  for (std::size_t column = 1; column < other.begin_.size(); ++column) begin_.push_back(shift + other.begin_[column]);
  rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
  coefficients_.insert(coefficients_.end(), other.coefficients_.begin(), other.coefficients_.end());
}

CubicalReduction reduced(const SparseColumns& matrix, Index rows, const PrimeField& field, bool with_cycles,
                         const Context& context) {
  if (field.characteristic() == 2) return Reducer<Z2Working>(matrix, rows, field, with_cycles, context).run();
  return Reducer<ZpWorking>(matrix, rows, field, with_cycles, context).run();
}

}  // namespace tessera
