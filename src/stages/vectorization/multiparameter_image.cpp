// SPDX-License-Identifier: MIT
#include "tessera/vectorization/multiparameter_image.hpp"
#include "stages/vectorization/summand_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_multiparameter_image();

StageSpec vectorization_multiparameter_image() {
  using Options = MultiparameterImageOptions;
  auto builder =
      stage("vectorization.multiparameter_image", &tessera::multiparameter_image)
          .summary("Sum over the summands of a weight times a Gaussian of the distance from the summand.")
          .source(
              "Carriere and Blumberg 2020, Multiparameter persistence images for topological machine learning, "
              "NeurIPS; here all diagonal lines, not a sample of them")
          .note(
              "no theorem, weighted or not: a thin part of a summand may come or go at no cost in d_I, and the "
              "distance to the summand jumps; summand_gaussian is the stable relative")
          .input("in", "the decompositions, all with one axis scale")
          .param(&Options::weight, "weight",
                 "what a summand counts for in the box: one, half its largest square, its area", summand_weights())
          .param(&Options::p, "p", "exponent of the weights", at_least(0));
  builder = with_bandwidth(std::move(builder), "sigma, the deviation of the Gaussian, in scaled units");
  return with_pixels(std::move(builder)).fitted(&Options::fit, &tessera::fit_multiparameter_image);
}

}  // namespace tessera::stages
