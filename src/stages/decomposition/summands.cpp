// SPDX-License-Identifier: MIT
#include "tessera/decomposition/summands.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec decomposition_summands() {
  using Options = SummandsOptions;
  return stage("decomposition.summands", &tessera::summands)
      .summary(
          "Candidate decomposition into interval modules, exact ones marked, with a certificate of what the others "
          "keep.")
      .source(
          "Dey, Jendrysiak, Kerber 2025, Decomposing multiparameter persistence modules; Loiseaux, Carriere, Blumberg "
          "2022, Fast, stable and efficient approximation of multi-parameter persistence "
          "modules "
          "with MMA; exactness: rank of Hom(k_I, M) x Hom(M, k_I)")
      .theorem(
          "On every diagonal line the barcodes of the module and of the result are within bound = measured gap + "
          "delta / 2 in bottleneck distance: delta is the spacing of the lines of a grid sweep, the measured gap the "
          "largest on these lines; all are 0 without a grid sweep. A summand marked exact is a direct summand. The "
          "result is an isomorphism invariant: it does not depend on labels.")
      .note("Only diagonal barcodes are stable: a small change of the data can merge two summands into one.")
      .input("in", "the module")
      .param(&Options::route, "route", "whether the module is split into indecomposables first, or swept as a whole",
             choices<SummandsRoute>({{"automatic", SummandsRoute::automatic},
                                     {"indecomposables", SummandsRoute::indecomposables},
                                     {"whole", SummandsRoute::whole}}))
      .param(&Options::work_limit, "work_limit", "steps of linear systems that splitting may take", at_least(0))
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before diagonals are drawn",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .param(&Options::sweep, "sweep", "which diagonal lines are swept",
             choices<DiagonalSweep>({{"automatic", DiagonalSweep::automatic},
                                     {"events", DiagonalSweep::events},
                                     {"grid", DiagonalSweep::grid}}))
      .param(&Options::line_spacing, "line_spacing", "distance of the lines of a grid sweep, in scaled units",
             positive(), quantity(Relative::percent_range))
      .param(&Options::event_limit, "event_limit", "work up to which automatic takes the event sweep", at_least(0))
      .param(&Options::cycles, "cycles",
             "also give a representative cycle for every birth of an exact summand; the module must have them")
      .fitted(&Options::fit, &tessera::fit_axis_scale);
}

}  // namespace tessera::stages
