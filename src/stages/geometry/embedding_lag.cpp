// SPDX-License-Identifier: MIT
#include "tessera/geometry/embedding_lag.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_embedding_lag();

StageSpec geometry_embedding_lag() {
  using Options = EmbeddingLagOptions;
  return stage("geometry.embedding_lag", &embedding_lag)
      .estimate()
      .summary("The lag of a delay embedding: the first minimum of the average mutual information, with its curve.")
      .source(
          "Fraser and Swinney 1986, Independent coordinates for strange attractors from mutual information, "
          "doi:10.1103/PhysRevA.33.1134")
      .note("bins hold equally many values, so a strictly increasing function of the values changes nothing")
      .note("several series and channels share the mean of their curves")
      .input("series", "the time series that share a lag")
      .param(&Options::max_lag, "max_lag", "the longest lag looked at", at_least(1),
             absent_means("a tenth of the shortest series, at most 500"))
      .param(&Options::bins, "bins", "bins of a value", between(2, 1024), absent_means("the cube root of the times"));
}

}  // namespace tessera::stages
