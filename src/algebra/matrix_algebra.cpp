// SPDX-License-Identifier: MIT
#include "algebra/matrix_algebra.hpp"

#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tessera {
namespace {

constexpr int random_tries = 4096;

BitMatrix sum_of(const std::vector<BitMatrix>& basis, const BitVector& set) {
  BitMatrix result(basis[0].size(), BitVector(basis[0].size()));
  set.for_each([&](Index i) { add(result, basis[i]); });
  return result;
}

BitVector flattened(const BitMatrix& matrix) {
  const std::size_t size = matrix.size();
  BitVector result(size * size);
  for (std::size_t column = 0; column < size; ++column)
    matrix[column].for_each([&](Index row) { result.toggle(column * size + row); });
  return result;
}

/// trace(A^(2^i)) / 2^i mod 2 for the lift of a matrix to integers 0 and 1. The caller knows that 2^i divides.
bool lifted_trace(const BitMatrix& matrix, int i) {
  const std::size_t size = matrix.size();
  using Entry = std::uint32_t;  // modulo 2^32, which is enough: i + 1 < 32
  std::vector<Entry> power(size * size, 0), square(size * size);
  for (std::size_t column = 0; column < size; ++column)
    matrix[column].for_each([&](Index row) { power[row * size + column] = 1; });
  for (int step = 0; step < i; ++step) {
    std::ranges::fill(square, 0);
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t middle = 0; middle < size; ++middle)
        if (const Entry factor = power[row * size + middle]; factor != 0)
          for (std::size_t column = 0; column < size; ++column)
            square[row * size + column] += factor * power[middle * size + column];
    power.swap(square);
  }
  Entry trace = 0;
  for (std::size_t k = 0; k < size; ++k) trace += power[k * size + k];
  return trace >> i & 1;
}

std::size_t rank_of(const BitMatrix& matrix) {
  BitSystem system(matrix.size(), matrix.size());
  for (const BitVector& column : matrix) system.add(column);
  return system.rank();
}

bool is_between(const BitMatrix& element) {
  BitMatrix power = element;
  for (std::size_t reach = 1; reach < element.size(); reach *= 2) power = product(power, power);
  const std::size_t rank = rank_of(power);
  return rank > 0 && rank < element.size();
}

/// A space of matrices, to ask what lies in it.
class Span {
 public:
  Span(std::size_t size, std::size_t most) : system_(size * size, most) {}
  void add(const BitMatrix& matrix) { system_.add(flattened(matrix)); }
  bool holds(const BitMatrix& matrix) const { return system_.solve(flattened(matrix)).has_value(); }

 private:
  BitSystem system_;
};

/// Modulo the radical, the elements with x^2 = x: a space where products commute modulo the radical.
std::vector<BitVector> idempotents_modulo(const std::vector<BitMatrix>& basis, const std::vector<BitVector>& radical) {
  const std::size_t size = basis[0].size();
  BitSystem system(size * size, radical.size() + basis.size());
  for (const BitVector& set : radical) system.add(flattened(sum_of(basis, set)));
  for (const BitMatrix& element : basis) {
    BitMatrix difference = product(element, element);
    add(difference, element);
    system.add(flattened(difference));
  }
  std::vector<BitVector> result;
  for (const BitVector& relation : system.relations()) {
    BitVector set(basis.size());
    relation.for_each([&](Index i) {
      if (i >= radical.size()) set.toggle(i - radical.size());
    });
    result.push_back(std::move(set));
  }
  return result;
}

}  // namespace

BitMatrix identity(std::size_t size) {
  BitMatrix result(size, BitVector(size));
  for (std::size_t i = 0; i < size; ++i) result[i].toggle(i);
  return result;
}

BitMatrix product(const BitMatrix& a, const BitMatrix& b) {
  BitMatrix result(b.size(), BitVector(a.size()));
  for (std::size_t i = 0; i < b.size(); ++i) b[i].for_each([&](Index column) { result[i].add(a[column]); });
  return result;
}

std::vector<BitVector> radical(const std::vector<BitMatrix>& basis, const Context& context) {
  const std::size_t size = basis[0].size();
  std::vector<BitVector> ideal;
  for (std::size_t i = 0; i < basis.size(); ++i) {
    ideal.emplace_back(basis.size());
    ideal.back().toggle(i);
  }
  for (int i = 0; std::size_t{1} << i <= size; ++i) {
    BitSystem traces(basis.size(), ideal.size());
    for (const BitVector& set : ideal) {
      context.check();
      const BitMatrix element = sum_of(basis, set);
      BitVector column(basis.size());
      for (std::size_t j = 0; j < basis.size(); ++j)
        if (lifted_trace(product(element, basis[j]), i)) column.toggle(j);
      traces.add(std::move(column));
    }
    std::vector<BitVector> next;
    for (const BitVector& relation : traces.relations()) {
      BitVector set(basis.size());
      relation.for_each([&](Index k) { set.add(ideal[k]); });
      next.push_back(std::move(set));
    }
    ideal = std::move(next);
  }
  return ideal;
}

IdempotentSearch idempotent_search(const std::vector<BitMatrix>& basis, const std::function<void(double)>& spend,
                                   const Context& context) {
  if (basis.size() == 1) return {std::nullopt, true};  // only 1
  const double d = double(basis.size()), m = double(basis[0].size());
  spend(d * m * m * (1 + m / 64));
  for (std::size_t i = 0; i < basis.size(); ++i)
    if (is_between(basis[i])) {
      BitVector set(basis.size());
      set.toggle(i);
      return {std::move(set), false};
    }

  spend(d * d * m * m * (1 + m * std::log2(m) * std::log2(m) / 16));
  const auto ideal = radical(basis, context);
  Span span(basis[0].size(), ideal.size() + 1);
  for (const BitVector& set : ideal) span.add(sum_of(basis, set));
  bool is_commutative = true;
  for (std::size_t i = 0; i < basis.size() && is_commutative; ++i) {
    context.check();
    for (std::size_t j = 0; j < i && is_commutative; ++j) {
      BitMatrix commutator = product(basis[i], basis[j]);
      add(commutator, product(basis[j], basis[i]));
      is_commutative = span.holds(commutator);
    }
  }
  if (is_commutative) {
    span.add(identity(basis[0].size()));
    for (BitVector& set : idempotents_modulo(basis, ideal))
      if (!span.holds(sum_of(basis, set))) return {std::move(set), false};
    return {std::nullopt, true};
  }

  RandomStream random(1, 0);
  for (int trial = 0; trial < random_tries; ++trial) {
    context.check();
    BitVector set(basis.size());
    for (std::size_t i = 0; i < basis.size(); ++i)
      if (random.below(2)) set.toggle(i);
    if (is_between(sum_of(basis, set))) return {std::move(set), false};
  }
  return {std::nullopt, false};
}

}  // namespace tessera
