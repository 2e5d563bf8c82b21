// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/presentation.hpp"

#include <string>
#include <vector>

namespace tessera {

struct NamedModule {
  std::string kind;
  Presentation<2> module;
};

/// Five kinds in turn: H_0 and H_1 of function-Rips filtrations of noisy annuli, H_1 of random complexes, scrambled
/// sums of staircases and of indecomposables that are no intervals, and random presentations with few grades.
std::vector<NamedModule> modules_of_many_kinds(RandomStream& random, int count);

/// The largest bottleneck distance between the barcodes of module and decomposition along random diagonals of the
/// scaled plane, from a little below all events to a little above, in scaled units. Both barcodes are made of the same
/// numbers max(x, y - c), so where nothing is lost the result is 0 and not merely small.
double largest_diagonal_distance(RandomStream& random, const Presentation<2>& module,
                                 const Decomposition<2>& decomposition, int lines);

/// Summands called exact, held against multiplicities found point by point (naive_multiplicity.hpp).
struct ExactnessCheck {
  int checked = 0;      // summands called exact that were not too large for it
  int unsupported = 0;  // of these, more than there are copies in the module: must be 0
};
ExactnessCheck check_exactness(const Presentation<2>& minimal, const Decomposition<2>& decomposition);

}  // namespace tessera
