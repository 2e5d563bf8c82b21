// SPDX-License-Identifier: MIT
#include "stages/vectorization/summand_parameters.hpp"
#include "tessera/vectorization/summand_smoothing.hpp"

namespace tessera::stages {

StageSpec vectorization_summand_exponential();

StageSpec vectorization_summand_exponential() {
  using Options = SummandSmoothingOptions;
  auto builder = stage("vectorization.summand_exponential", &tessera::summand_exponential)
                     .summary(
                         "Smooth image of a decomposition: how much of the mass of an exponential density around each "
                         "pixel lies in the summands.")
                     .source(
                         "the template of Loiseaux, Carriere, Blumberg 2023, NeurIPS; map and constant derived in "
                         "src/vectorization/stability.md")
                     .theorem(
                         "at every pixel, e the bottleneck distance of the decompositions in scaled units: p = inf e / "
                         "length; p >= 1 adds p W^(p - 1) e / C_p; the constant is attached to the features")
                     .note("for decompositions, not end to end: a small change of the data can merge two summands")
                     .input("in", "the decompositions, all with one axis scale")
                     .param(&Options::p, "p", "exponent of the weights; inf takes the maximum over the summands",
                            between(0, infinity));
  builder =
      with_bandwidth(std::move(builder), "the length in which the density falls by e along an axis, in scaled units");
  return with_pixels(std::move(builder)).fitted(&Options::fit, &tessera::fit_summand_smoothing);
}

}  // namespace tessera::stages
