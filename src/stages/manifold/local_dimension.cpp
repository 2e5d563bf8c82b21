// SPDX-License-Identifier: MIT
#include "stages/rows.hpp"
#include "tessera/manifold/intrinsic_dimension.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_local_dimension() {
  using Options = LocalDimensionOptions;
  using Method = LocalDimensionMethod;
  return stage("manifold.local_dimension", &tessera::local_dimension)
      .overload(on_rows<&tessera::local_dimension>)
      .summary("An estimate of the dimension around every point, from its neighbors.")
      .source("Levina and Bickel 2004; Farahmand et al. 2007; Fukunaga and Olsen 1971, doi:10.1109/T-C.1971.223208")
      .param(&Options::method, "method", "how neighbors tell a dimension",
             choices<Method>({{"likelihood", Method::likelihood},
                              {"manifold_adaptive", Method::manifold_adaptive},
                              {"local_pca", Method::local_pca}}))
      .param(&Options::neighbors, "neighbors", "of each point", at_least(2))
      .param(&Options::explained, "explained", "share of the variance that counted components carry (local_pca)",
             positive(), at_most(1));
}

}  // namespace tessera::stages
