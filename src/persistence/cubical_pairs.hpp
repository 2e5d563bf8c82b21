// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_paths.hpp"
#include "persistence/cubical_reduction.hpp"

#include <map>
#include <vector>

namespace tessera {

/// The critical cells of a cubical complex and how they pair, up to degree `top`.
struct CubicalPairing {
  int top = 0;
  CubicalGradient gradient;
  std::vector<RankedCells> cells;            // by dimension
  std::vector<std::vector<Index>> death_of;  // by dimension, of each cell by rank; none: it kills, or lives on
  std::vector<std::vector<Index>> birth_of;  // the cell whose class it kills; none: it bears one
  // Only with cycles.
  std::map<int, CubicalReduction> reductions;                     // by the dimension of the columns
  std::vector<std::vector<GradientPaths::Term>> boundary_around;  // of each facet of a pair: of what it encloses
};

/// Every pair that ends a bar of degree at most `top`, in the order of rank.
CubicalPairing cubical_pairing(const CubicalFrame& frame, int top, const PrimeField& field, bool with_cycles,
                               const Context& context);

}  // namespace tessera
