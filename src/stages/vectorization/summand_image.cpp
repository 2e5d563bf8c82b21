// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_image.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_summand_image();

StageSpec vectorization_summand_image() {
  using Options = SummandImageOptions;
  return stage("vectorization.summand_image", &tessera::summand_image)
      .summary(
          "Image of a decomposition: what each pixel sees of the summands around it, weighted by how long they "
          "persist.")
      .source(
          "Loiseaux, Carriere, Blumberg 2023, A framework for fast and stable representations of multiparameter "
          "persistent homology decompositions, NeurIPS")
      .theorem(
          "p = inf with kernel interleaving, for all modules and without hypotheses: at every pixel the change is at "
          "most "
          "min(d_I, delta) / delta, in scaled units; approximate summands add (g + h/2) / delta. Other kernels and p: "
          "constants for decompositions, with hypotheses, attached to the features (proofs: "
          "src/vectorization/stability.md)")
      .note(
          "p = inf is blind behind a summand that covers the box, as in degree 0; finite p sees every summand but is "
          "not "
          "stable end to end, because a small change of the data can merge two summands")
      .note("p = 0 is the plain mean over the summands and not continuous in them")
      .input("in", "the decompositions, all with one axis scale")
      .param(&Options::kernel, "kernel",
             "what a pixel sees of a summand: the largest square, the area, the largest rectangle",
             choices<SummandKernel>({{"interleaving", SummandKernel::interleaving},
                                     {"volume", SummandKernel::volume},
                                     {"rectangle", SummandKernel::rectangle}}))
      .param(&Options::p, "p", "exponent of the weights; inf takes the maximum over the summands", between(0, infinity))
      .param(&Options::bandwidth, "bandwidth", "delta, half the side of the window of a pixel, in scaled units",
             positive(), quantity(Relative::percent_range))
      .param(&Options::resolution, "resolution", "pixels along axis 0 and axis 1", between(1, 10000))
      .fitted(&Options::fit, &tessera::fit_summand_image);
}

}  // namespace tessera::stages
