// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_system.hpp"
#include "tessera/core/context.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace tessera {

/// A square matrix over Z/2, by column.
using BitMatrix = std::vector<BitVector>;

BitMatrix identity(std::size_t size);
BitMatrix product(const BitMatrix& a, const BitMatrix& b);
inline void add(BitMatrix& a, const BitMatrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i].add(b[i]);
}

/// What is known of an algebra of matrices over Z/2.
struct IdempotentSearch {
  /// A sum of basis elements that is neither nilpotent nor invertible: some power of it is an idempotent other than 0
  /// and 1. Nothing: none was found.
  std::optional<BitVector> element;
  /// Nothing was found because there is none: the algebra is local.
  bool is_local = false;
};

/// Looks for an idempotent in the algebra with this basis, which must hold 1 and be closed under products.
///
/// A basis element often serves. Else the radical is found by traces of lifted powers. If the rest is commutative it is
/// a product of fields, one for each dimension of its elements with x^2 = x: one field, a local algebra; more, and such
/// an element serves. If it is not, it has full matrix rings of size two or more, and sums at random serve. Cost:
/// O(d^2) products of m x m matrices of bytes, log m times, for dimension d; `spend` is told before. Source: Ronyai
/// 1990, Computing the structure of finite algebras, doi:10.1016/S0747-7171(08)80017-X.
IdempotentSearch idempotent_search(const std::vector<BitMatrix>& basis, const std::function<void(double)>& spend,
                                   const Context& context);

/// The radical, as sets of basis elements whose sums are a basis of it.
std::vector<BitVector> radical(const std::vector<BitMatrix>& basis, const Context& context);

}  // namespace tessera
