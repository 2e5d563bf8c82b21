// SPDX-License-Identifier: MIT
#include "tessera/vectorization/weight_fit.hpp"
#include "stages/vectorization/summand_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_weight_fit();

StageSpec vectorization_weight_fit() {
  using Options = WeightFitOptions;
  auto builder =
      stage("vectorization.weight_fit", &tessera::weight_fit)
          .summary("Images of several branches with the weights and the exponent p that serve best.")
          .source(
              "Loiseaux, Carriere, Blumberg 2023, NeurIPS (the template, whose weights and p are free); Thornton 1998 "
              "(leave one out of the nearest neighbor); Ghalyan et al. 2024, arXiv:2305.15016 (separability)")
          .theorem(
              "with weights, spreads and p held fixed: in the sup norm the largest of the branches' constants times "
              "weight / spread. The fit itself is not stable")
          .note("connect `split`: weights learned from test samples are no honest ones; the score is optimistic")
          .input("in", "the decompositions of each branch, of the same samples in the same order")
          .input("labels", "classes of the samples, for cross validation; read by the fit alone")
          .param(&Options::criterion, "criterion",
                 "leave-one-out nearest neighbors of the same class, or H0 separability without labels",
                 choices<WeightCriterion>({{"cross_validation", WeightCriterion::cross_validation},
                                           {"separability", WeightCriterion::separability}}))
          .param(&Options::kernel, "kernel",
                 "what a pixel sees of a summand: the largest square, the area, the largest rectangle",
                 choices<SummandKernel>({{"interleaving", SummandKernel::interleaving},
                                         {"volume", SummandKernel::volume},
                                         {"rectangle", SummandKernel::rectangle}}))
          .param(&Options::exponents, "exponents", "what p is chosen from; inf takes the maximum over the summands",
                 between(0, infinity));
  builder = with_bandwidth(std::move(builder), "delta, half the side of the window of a pixel, in scaled units");
  return with_pixels(std::move(builder)).fitted(&Options::fit, &tessera::fit_weights);
}

}  // namespace tessera::stages
