// SPDX-License-Identifier: MIT
#include "tessera/vectorization/multiparameter_image.hpp"

namespace tessera {

GridBox<2> fit_multiparameter_image(const Collection<Decomposition<2>>& decompositions,
                                    const MultiparameterImageOptions&, const Context& context) {
  return fit_summand_representation(decompositions, {}, context);
}

FeatureMatrix multiparameter_image(const Collection<Decomposition<2>>& decompositions,
                                   const MultiparameterImageOptions& options, const Context& context) {
  return summand_representation(decompositions,
                                {.operation = SummandOperation::sum,
                                 .weight = options.weight,
                                 .map = SummandMap::distance,
                                 .p = options.p,
                                 .bandwidth = options.bandwidth,
                                 .resolution = options.resolution,
                                 .fit = options.fit},
                                context);
}

}  // namespace tessera
