// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

#include <limits>

namespace tessera {

/// What the stability theorem of a representation needs to know of the collection it was computed on, in scaled units.
struct RepresentationFacts {
  SummandOperation operation = SummandOperation::mean;
  SummandWeight weight = SummandWeight::interleaving;
  SummandMap map = SummandMap::interleaving;
  double p = 1;
  double bandwidth = 1;
  Index count = 1;
  std::array<double, 2> sides{1, 1};                              // of the box
  double mean_weight = std::numeric_limits<double>::quiet_NaN();  // C_p: the least mean of w^p over the samples where
                                                                  // it is positive; NaN: there is none
  double largest_bound = 0;  // of the certificates in the collection: what approximate summands add
  bool box_is_fitted = false;
};

/// The constant and its hypotheses; stability.md holds the proofs.
Stability representation_stability(const RepresentationFacts& facts);

/// Of a weight or a map of the caller's own.
Stability unknown_stability();

}  // namespace tessera
