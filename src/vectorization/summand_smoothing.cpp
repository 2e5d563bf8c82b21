// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_smoothing.hpp"

#include "vectorization/summand_image_options.hpp"

namespace tessera {

GridBox<2> fit_summand_smoothing(const Collection<Decomposition<2>>& decompositions, const SummandSmoothingOptions&,
                                 const Context& context) {
  return fit_summand_representation(decompositions, {}, context);
}

FeatureMatrix summand_gaussian(const Collection<Decomposition<2>>& decompositions,
                               const SummandSmoothingOptions& options, const Context& context) {
  return summand_representation(
      decompositions, image_of(SummandMap::gaussian, options.p, options.bandwidth, options.resolution, options.fit),
      context);
}

FeatureMatrix summand_exponential(const Collection<Decomposition<2>>& decompositions,
                                  const SummandSmoothingOptions& options, const Context& context) {
  return summand_representation(
      decompositions, image_of(SummandMap::exponential, options.p, options.bandwidth, options.resolution, options.fit),
      context);
}

}  // namespace tessera
