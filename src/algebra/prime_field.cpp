// SPDX-License-Identifier: MIT
#include "algebra/prime_field.hpp"

#include "tessera/core/error.hpp"

#include <string>

namespace tessera {
namespace {

bool is_prime(Index n) {
  if (n < 2) return false;
  for (Index d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

}  // namespace

PrimeField::PrimeField(Index characteristic) : p_(characteristic) {
  if (p_ >= 65536 || !is_prime(p_))
    throw Error(codes::bad_request, "needs a prime below 65536, got " + std::to_string(p_)).within("field");

  inverse_.assign(p_, 1);
  for (Index a = 2; a < p_; ++a) inverse_[a] = p_ - p_ / a * inverse_[p_ % a] % p_;  // p = (p / a) a + p % a
}

}  // namespace tessera
