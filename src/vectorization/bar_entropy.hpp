// SPDX-License-Identifier: MIT
#pragma once

#include "vectorization/finite_bars.hpp"

namespace tessera {

/// - p ln p of every bar, p its share of the total length.
std::vector<double> entropy_terms(const std::vector<FiniteBar>& bars);

/// Their sum, in nats; 0 without bars.
double persistent_entropy(const std::vector<FiniteBar>& bars);

}  // namespace tessera
