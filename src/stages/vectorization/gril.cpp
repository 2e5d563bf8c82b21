// SPDX-License-Identifier: MIT
#include "tessera/vectorization/gril.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_gril() {
  using Options = GrilOptions;
  return stage("vectorization.gril", &tessera::gril)
      .summary("Generalized rank invariant landscapes: how wide a worm around a grade may be for its rank to be k.")
      .source(
          "Xin, Mukherjee, Samaga, Dey 2023, GRIL: a 2-parameter persistence based vectorization for machine learning, "
          "arXiv:2304.04970; Dey, Kim, Memoli 2024, doi:10.1007/s00454-023-00584-z")
      .theorem(
          "1-Lipschitz from the interleaving distance, in scaled units, to the sup norm over the columns: for all "
          "modules, "
          "end to end, up to less than one step of the widths (proof: src/vectorization/measure_stability.md)")
      .note("Dense elimination: coarsen modules of many thousand generators first.")
      .input("in", "the modules, all of one degree")
      .param(&Options::count, "count", "how many landscapes, from the first", between(1, 1000))
      .param(&Options::worm, "worm",
             "l: a worm is a square of half side d, drawn (l - 1) d along the antidiagonal both ways", between(1, 100))
      .param(&Options::resolution, "resolution", "pixels along axis 0 and axis 1", between(1, 10000))
      .param(&Options::widths, "widths", "widths tried: multiples of the longest side of the box divided by this",
             between(1, 1000000))
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before widths are taken",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .fitted(&Options::fit, &tessera::fit_gril);
}

}  // namespace tessera::stages
