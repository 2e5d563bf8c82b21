// SPDX-License-Identifier: MIT
#include "tessera/geometry/embedding_dimension.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_embedding_dimension();

StageSpec geometry_embedding_dimension() {
  using Options = EmbeddingDimensionOptions;
  return stage("geometry.embedding_dimension", &embedding_dimension)
      .estimate()
      .summary("The dimension of a delay embedding: the first that leaves no false nearest neighbors, with its curve.")
      .source(
          "Kennel, Brown and Abarbanel 1992, Determining embedding dimension for phase-space reconstruction using a "
          "geometrical construction, doi:10.1103/PhysRevA.45.3403")
      .note("neighbors within a lag in time do not count: Theiler 1986, doi:10.1103/PhysRevA.34.2427")
      .note("several series are counted together; at most 2,000 times of each are tested")
      .input("series", "the time series that share a dimension")
      .param(&Options::lag, "lag", "time steps between copies", at_least(1),
             absent_means("the first minimum of the mutual information"))
      .param(&Options::max_dimension, "max_dimension", "the largest dimension tried", between(1, 1000))
      .param(&Options::distance_ratio, "distance_ratio",
             "a neighbor is false when the next copy is this many times as far as all before", positive())
      .param(&Options::size_ratio, "size_ratio",
             "... or when the distance with it is this many times the size of the attractor", positive())
      .param(&Options::false_share, "false_share", "share of false neighbors that a dimension may leave",
             between(0, 0.999));
}

}  // namespace tessera::stages
