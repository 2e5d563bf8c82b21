// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/vectorization/summand_representation.hpp"

#include <utility>

namespace tessera::stages {

/// What all vectors of summands on a grid of pixels share. Comes after the overloads.
template <class Options>
StageBuilder<Options> with_pixels(StageBuilder<Options> builder) {
  return std::move(builder).param(&Options::resolution, "resolution", "pixels along axis 0 and axis 1",
                                  between(1, 10000));
}

template <class Options>
StageBuilder<Options> with_bandwidth(StageBuilder<Options> builder, const char* meaning) {
  return std::move(builder).param(&Options::bandwidth, "bandwidth", meaning, positive(),
                                  quantity(Relative::percent_range));
}

inline auto summand_weights() {
  return choices<SummandWeight>(
      {{"one", SummandWeight::one}, {"interleaving", SummandWeight::interleaving}, {"area", SummandWeight::area}});
}

}  // namespace tessera::stages
