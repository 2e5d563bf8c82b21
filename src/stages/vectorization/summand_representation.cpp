// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_representation.hpp"
#include "stages/vectorization/summand_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_summand_representation();

StageSpec vectorization_summand_representation() {
  using Options = SummandRepresentationOptions;
  using Function = FeatureMatrix (*)(const Collection<Decomposition<2>>&, const Options&, const Context&);
  auto builder =
      stage("vectorization.summand_representation", static_cast<Function>(&tessera::summand_representation))
          .summary("An operation, a weight and a map of summands, put together to one vector a sample.")
          .source(
              "Loiseaux, Carriere, Blumberg 2023, A framework for fast and stable representations of "
              "multiparameter persistent homology decompositions, NeurIPS, section 3 (T-CDR)")
          .theorem(
              "largest of the map landscape (every k) and of interleaving (the first), unweighted: 1-Lipschitz "
              "and 1/bandwidth-Lipschitz in d_I of the modules, end to end. Other maps but distance, and other "
              "operations: constants for decompositions, with hypotheses, attached to the features (proofs: "
              "src/vectorization/stability.md)")
          .note("the map distance, weights with exponents below 1 and the unweighted mean have no theorem")
          .input("in", "the decompositions, all with one axis scale")
          .param(&Options::operation, "operation",
                 "how the weighted maps become one: their sum, their sum over that of the weights, the largest "
                 "ones at each pixel",
                 choices<SummandOperation>({{"sum", SummandOperation::sum},
                                            {"mean", SummandOperation::mean},
                                            {"largest", SummandOperation::largest}}))
          .param(&Options::weight, "weight",
                 "what a summand counts for in the box: one, half its largest square, its area", summand_weights())
          .param(&Options::p, "p", "exponent of the weights", at_least(0))
          .param(&Options::map, "map",
                 "what a pixel sees of a summand: through the square around it the largest square, the area, "
                 "the largest rectangle; the mass of a Gaussian or an exponential around it; the landscape; a "
                 "Gaussian of its distance",
                 choices<SummandMap>({{"interleaving", SummandMap::interleaving},
                                      {"volume", SummandMap::volume},
                                      {"rectangle", SummandMap::rectangle},
                                      {"gaussian", SummandMap::gaussian},
                                      {"exponential", SummandMap::exponential},
                                      {"landscape", SummandMap::landscape},
                                      {"distance", SummandMap::distance}}))
          .param(&Options::count, "count", "of the operation largest: how many, from the largest on", between(1, 1000));
  builder =
      with_bandwidth(std::move(builder), "half the side of the window, or the width of the density, in scaled units");
  return with_pixels(std::move(builder)).fitted(&Options::fit, &tessera::fit_summand_representation);
}

}  // namespace tessera::stages
