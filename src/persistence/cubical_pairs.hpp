// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_paths.hpp"
#include "persistence/cubical_reduction.hpp"

#include <map>
#include <vector>

namespace tessera {

/// Critical cells in the order in which they enter.
struct CubicalRanks {
  std::vector<Index> number;  // by rank
  std::vector<Index> rank;    // by number
};

/// The critical cells of a cubical complex and how they pair, up to degree `top`.
struct CubicalPairing {
  int top = 0;
  CubicalGradient gradient;
  std::vector<LargeVector<Index>> death_of;  // by dimension and number; none: it kills, or lives on
  std::vector<LargeVector<Index>> birth_of;  // the cell whose class it kills; none: it bears one
  // Only with cycles.
  std::map<int, CubicalRanks> ranks;           // by dimension
  std::map<int, CubicalReduction> reductions;  // by the dimension of the columns; rows and columns by rank
  std::vector<std::vector<GradientPaths::Term>> boundary_around;  // of each paired facet: of what it encloses
};

/// Every pair that ends a bar of degree at most `top`.
CubicalPairing cubical_pairing(const CubicalFrame& frame, int top, const PrimeField& field, bool with_cycles,
                               const Context& context);

}  // namespace tessera
