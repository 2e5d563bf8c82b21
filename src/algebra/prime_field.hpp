// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <vector>

namespace tessera {

/// The integers modulo a prime p < 2^16, as residues 0 .. p - 1; products fit 32 bits.
class PrimeField {
 public:
  /// Throws D106 when `characteristic` is not a prime below 65536.
  explicit PrimeField(Index characteristic);

  Index characteristic() const noexcept { return p_; }
  Index negative(Index a) const noexcept { return a == 0 ? 0 : p_ - a; }
  Index sum(Index a, Index b) const noexcept { return a + b >= p_ ? a + b - p_ : a + b; }
  Index product(Index a, Index b) const noexcept { return a * b % p_; }
  /// Of a residue that is not zero.
  Index inverse(Index a) const noexcept { return inverse_[a]; }

 private:
  Index p_;
  std::vector<Index> inverse_;
};

}  // namespace tessera
