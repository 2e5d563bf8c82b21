// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_image.hpp"

namespace tessera {

/// What the stability theorem of an image needs to know of the collection it was computed on.
struct ImageFacts {
  SummandKernel kernel;
  double p, delta;
  double largest_weight;   // W: half the shorter side of the box, in scaled units
  double mean_weight;      // C_p: least mean of w^p over the samples of positive weight; NaN: there is none
  double largest_bound;    // of the certificates in the collection: what approximate summands add
  bool box_is_fitted;
};

/// The constant and its hypotheses; stability.md holds the proofs.
Stability image_stability(const ImageFacts& facts);

}  // namespace tessera
