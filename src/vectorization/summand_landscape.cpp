// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_landscape.hpp"

namespace tessera {

GridBox<2> fit_summand_landscape(const Collection<Decomposition<2>>& decompositions, const SummandLandscapeOptions&,
                                 const Context& context) {
  return fit_summand_representation(decompositions, {}, context);
}

FeatureMatrix summand_landscape(const Collection<Decomposition<2>>& decompositions,
                                const SummandLandscapeOptions& options, const Context& context) {
  return summand_representation(decompositions,
                                {.operation = SummandOperation::largest,
                                 .weight = SummandWeight::one,
                                 .map = SummandMap::landscape,
                                 .count = options.count,
                                 .resolution = options.resolution,
                                 .fit = options.fit},
                                context);
}

}  // namespace tessera
