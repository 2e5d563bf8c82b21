// SPDX-License-Identifier: MIT
#include "tessera/manifold/intrinsic_dimension.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_intrinsic_dimension() {
  using Options = IntrinsicDimensionOptions;
  using Method = DimensionMethod;
  return stage("manifold.intrinsic_dimension", &tessera::intrinsic_dimension)
      .overload(on_rows<&tessera::intrinsic_dimension>)
      .estimate()
      .summary("An estimate of the dimension of the set that points were sampled from, with an interval.")
      .source(
          "Facco et al. 2017, doi:10.1038/s41598-017-11873-y; Levina and Bickel 2004; Farahmand et al. 2007; "
          "Fukunaga and Olsen 1971; Grassberger and Procaccia 1983")
      .note("edges, curvature and noise bias every estimate, towards low values in high dimensions")
      .param(&Options::method, "method",
             "ratios of two neighbors (two_nn, two_nn_likelihood), neighborhoods (likelihood, manifold_adaptive, "
             "local_pca) or growth of pairs with distance (correlation)",
             choices<Method>({{"two_nn", Method::two_nn},
                              {"two_nn_likelihood", Method::two_nn_likelihood},
                              {"likelihood", Method::likelihood},
                              {"manifold_adaptive", Method::manifold_adaptive},
                              {"local_pca", Method::local_pca},
                              {"correlation", Method::correlation}}))
      .param(&Options::discard, "discard", "share of the largest ratios that two_nn leaves out", at_least(0.0),
             at_most(1))
      .param(&Options::neighbors, "neighbors", "of each point, for the methods of neighborhoods", at_least(2))
      .param(&Options::explained, "explained", "share of the variance that counted components carry (local_pca)",
             positive(), at_most(1))
      .param(&Options::least_radius, "least_radius", "where correlation begins; relative to pairwise distances",
             positive(), quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::largest_radius, "largest_radius", "where correlation ends; relative to pairwise distances",
             positive(), quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::radii, "radii", "radii between, at equal ratios (correlation)", at_least(2))
      .param(&Options::confidence, "confidence", "of the interval", strictly_between(0, 1));
}

}  // namespace tessera::stages
