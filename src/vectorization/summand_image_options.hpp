// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"

namespace tessera {

/// V_p of a map: the mean with weights w^p, for p = infinity the maximum. Throws Error D106 for p below 0 or NaN.
SummandRepresentationOptions image_of(SummandMap map, double p, const Quantity& bandwidth,
                                      const std::array<Index, 2>& resolution, const std::optional<GridBox<2>>& fit);

}  // namespace tessera
