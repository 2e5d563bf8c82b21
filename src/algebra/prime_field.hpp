// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/index.hpp"

#include <string>
#include <vector>

namespace tessera {

/// The integers modulo a prime p < 2^16, as residues 0 .. p - 1; products fit 32 bits.
class PrimeField {
 public:
  /// Throws D106 when `characteristic` is not a prime below 65536.
  explicit PrimeField(Index characteristic) : p_(characteristic), inverse_(is_prime(characteristic) ? p_ : 0) {
    if (inverse_.empty())
      throw Error(codes::bad_request, "needs a prime below 65536, got " + std::to_string(characteristic))
          .within("field");
    if (p_ > 1) inverse_[1] = 1;
    for (Index a = 2; a < p_; ++a) inverse_[a] = p_ - p_ / a * inverse_[p_ % a] % p_;  // p = (p / a) a + p % a
  }

  Index characteristic() const noexcept { return p_; }
  Index negative(Index a) const noexcept { return a == 0 ? 0 : p_ - a; }
  Index sum(Index a, Index b) const noexcept { return a + b >= p_ ? a + b - p_ : a + b; }
  Index product(Index a, Index b) const noexcept { return a * b % p_; }
  /// Of a residue that is not zero.
  Index inverse(Index a) const noexcept { return inverse_[a]; }

 private:
  static bool is_prime(Index n) {
    if (n < 2 || n >= 65536) return false;
    for (Index d = 2; d * d <= n; ++d)
      if (n % d == 0) return false;
    return true;
  }

  Index p_;
  std::vector<Index> inverse_;
};

}  // namespace tessera
