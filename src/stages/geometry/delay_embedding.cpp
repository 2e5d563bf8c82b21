// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_delay_embedding() {
  using Options = DelayEmbeddingOptions;
  return stage("geometry.delay_embedding", &delay_embedding)
      .summary("A time series as the cloud of its delayed values (x(t), x(t + lag), ...).")
      .source("Takens 1981, Detecting strange attractors in turbulence, doi:10.1007/BFb0091924")
      .input("series", "a time series; with several channels their values stand side by side")
      .param(&Options::dimension, "dimension", "delayed copies in a point", at_least(1))
      .param(&Options::lag, "lag", "time steps between copies", at_least(1))
      .param(&Options::stride, "stride", "time steps between points", at_least(1));
}

}  // namespace tessera::stages
