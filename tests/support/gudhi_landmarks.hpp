// SPDX-License-Identifier: MIT
#pragma once

#include "support/gudhi_witness.hpp"

namespace tessera {

/// GUDHI's relaxed weak witness complex of squared distances, one row a witness, up to a dimension: an outside witness.
/// Values are squared relaxations.
std::vector<WitnessSimplex> gudhi_witness_complex(const std::vector<std::vector<double>>& squared, int max_dimension);

}  // namespace tessera
