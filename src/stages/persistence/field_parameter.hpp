// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/prime_field.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

constexpr double largest_prime = 65521;  // below 65536
constexpr const char* field_meaning = "characteristic of the coefficients, a prime below 65536";

/// Throws Error D106 within "field" unless it is such a prime.
template <class Options>
void require_field(const Options& options) {
  PrimeField{options.field};
}

}  // namespace tessera::stages
