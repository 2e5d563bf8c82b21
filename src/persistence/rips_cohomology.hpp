// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/prime_field.hpp"
#include "persistence/rips_simplex.hpp"
#include "tessera/core/context.hpp"

#include <utility>

namespace tessera {

/// Persistence pairs of one degree, without the apparent ones. Pairs within one step of the filtration are among them.
struct RipsPairs {
  std::vector<std::pair<SimplexNumber, SimplexNumber>> finite;  // birth and death, births decreasing
  std::vector<SimplexNumber> essential;                         // births, decreasing
};

/// Pairs of degree 1 .. max_degree (at their place in the result) from the columns that sweep_edges found.
/// Independent of the number of threads.
std::vector<RipsPairs> rips_pairs(const RipsGraph& graph, std::vector<std::vector<SimplexNumber>> columns,
                                  const PrimeField& field, const Context& context);

}  // namespace tessera
