// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_delay_embedding() {
  using Options = DelayEmbeddingOptions;
  return stage("geometry.delay_embedding", &delay_embedding)
      .summary("A time series as the cloud of its delayed values (x(t), x(t + lag), ...).")
      .source(
          "Takens 1981, Detecting strange attractors in turbulence, doi:10.1007/BFb0091924; lag: Fraser and Swinney "
          "1986, doi:10.1103/PhysRevA.33.1134; dimension: Kennel, Brown and Abarbanel 1992, "
          "doi:10.1103/PhysRevA.45.3403")
      .note("lag and dimension that are left out are chosen as geometry.embedding_lag and embedding_dimension do")
      .note("dimension = 1 gives a point a time: the channels as they are")
      .input("series", "a time series; with several channels their values stand side by side")
      .param(&Options::dimension, "dimension", "delayed copies in a point", at_least(1),
             absent_means("the first without false neighbors"))
      .param(&Options::lag, "lag", "time steps between copies", at_least(1),
             absent_means("the first minimum of the mutual information"))
      .param(&Options::stride, "stride", "time steps between points", at_least(1))
      .param(&Options::shared, "shared", "choose one lag and dimension for all samples; else for each by itself")
      .param(&Options::max_lag, "max_lag", "the longest lag that may be chosen", at_least(1),
             absent_means("a tenth of the shortest series, at most 500"))
      .param(&Options::max_dimension, "max_dimension", "the largest dimension that may be chosen", between(1, 1000))
      .param(&Options::false_share, "false_share", "share of false neighbors that the chosen dimension may leave",
             between(0, 0.999))
      .fitted(&Options::fit, &fit_delay_embedding);
}

}  // namespace tessera::stages
