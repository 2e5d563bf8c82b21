// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_image.hpp"

#include <limits>

namespace tessera {

/// What the stability theorem of an image needs to know of the collection it was computed on.
struct ImageFacts {
  SummandKernel kernel = SummandKernel::interleaving;
  double p = 1, delta = 1;
  double largest_weight = 0;  // W: half the shorter side of the box, in scaled units
  double mean_weight = std::numeric_limits<double>::quiet_NaN();  // C_p: the least mean of w^p over the samples where
                                                                  // it is positive; NaN: there is none
  double largest_bound = 0;  // of the certificates in the collection: what approximate summands add
  bool box_is_fitted = false;
};

/// The constant and its hypotheses; stability.md holds the proofs.
Stability image_stability(const ImageFacts& facts);

}  // namespace tessera
