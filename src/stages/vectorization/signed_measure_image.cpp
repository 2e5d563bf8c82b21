// SPDX-License-Identifier: MIT
#include "tessera/vectorization/signed_measure_image.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_signed_measure_image() {
  using Options = SignedMeasureImageOptions;
  return stage<1, 4>("vectorization.signed_measure_image", [](auto n) { return &tessera::signed_measure_image<n()>; })
      .summary("Signed barcodes as measures, convolved with a Lipschitz kernel and sampled on pixels.")
      .source(
          "Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, Stable vectorization of multiparameter persistent "
          "homology "
          "using signed barcodes as measures, NeurIPS, arXiv:2306.03801")
      .theorem(
          "At every pixel, L = exp(-1/2) / bandwidth (gaussian) or 1 / bandwidth: |V - V'| <= L KR(m, m') for signed "
          "measures, KR with the l_1 norm in scaled units. End to end, f and g on one whole complex: Euler measures, "
          "any "
          "N, <= L sum over cells of |f - g|_1; Hilbert measures, N <= 2, N times that (proofs: "
          "src/vectorization/measure_stability.md)")
      .note(
          "No theorem end to end for hooks and rectangles, for Hilbert measures with N > 2, and where a threshold cut "
          "the "
          "complex.")
      .note(
          "Hooks and rectangles are points (birth, death) of 2N coordinates: resolution^2N pixels. Deaths beyond the "
          "box, infinite ones too, are moved to its upper end.")
      .input("in", "the signed barcodes, all of one kind and degree")
      .param(&Options::kernel, "kernel", "what a point adds to a pixel; 1 where they meet",
             choices<MeasureKernel>({{"gaussian", MeasureKernel::gaussian},
                                     {"exponential", MeasureKernel::exponential},
                                     {"triangle", MeasureKernel::triangle}}))
      .param(&Options::bandwidth, "bandwidth", "width of the kernel, in scaled units", positive(),
             quantity(Relative::percent_range))
      .param(
          &Options::resolution, "resolution",
          "pixels per parameter, one entry serves all; if none are given 100 for points in one coordinate, 50, 20, 10, "
          "5, 3 in 2, 3, 4, 6, 8",
          between(1, 100000))
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before distances are taken",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .fitted<1, 4>(&Options::fit, [](auto n) { return &tessera::fit_signed_measure_image<n()>; });
}

}  // namespace tessera::stages
