// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_image.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/summand_image_options.hpp"

#include <fmt/format.h>

namespace tessera {

SummandRepresentationOptions image_of(SummandMap map, double p, const Quantity& bandwidth,
                                      const std::array<Index, 2>& resolution, const std::optional<GridBox<2>>& fit) {
  if (!(p >= 0))
    throw Error(codes::bad_request, fmt::format("needs an exponent in [0, inf], got {}", format_double(p))).within("p");
  SummandRepresentationOptions options{
      .map = map, .p = p, .bandwidth = bandwidth, .resolution = resolution, .fit = fit};
  if (p == infinity) {  // the maximum over the summands
    options.operation = SummandOperation::largest;
    options.weight = SummandWeight::one;
    options.p = 1;
  }
  return options;
}

GridBox<2> fit_summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions&,
                             const Context& context) {
  return fit_summand_representation(decompositions, {}, context);
}

FeatureMatrix summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions& options,
                            const Context& context) {
  const auto map = options.kernel == SummandKernel::interleaving ? SummandMap::interleaving
                   : options.kernel == SummandKernel::volume     ? SummandMap::volume
                                                                 : SummandMap::rectangle;
  return summand_representation(decompositions,
                                image_of(map, options.p, options.bandwidth, options.resolution, options.fit), context);
}

}  // namespace tessera
