// SPDX-License-Identifier: MIT
#include "tessera/decomposition/interval_approximation.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N>
StageSpec declared() {
  using Options = IntervalApproximationOptions<N>;
  return stage("decomposition.interval_approximation", &tessera::interval_approximation<N>)
      .summary("The module approximated as a whole by interval modules along diagonal lines, with a certificate.")
      .source(
          "Loiseaux, Carriere, Blumberg 2022, Fast, stable and efficient approximation of multi-parameter persistence "
          "modules with MMA; monodromy: Cerri, Ethier, Frosini 2013, A study of monodromy in the computation of "
          "multidimensional persistence")
      .theorem(
          "Along every diagonal line the barcodes of the module and of the result differ by bound at most: line_gap + "
          "line_spacing (1 - 1/N), 0 for an event sweep. The result is an isomorphism invariant: it does not depend on "
          "labels.")
      .note(
          "two parameters: what decomposition.summands gives with route = \"whole\"; that one splits the module first")
      .note(
          "three and four parameters: a lattice of at most 20000 lines; where bars change places around a line no "
          "tracks "
          "follow them, which is counted as monodromy, warned of, and measured in line_gap")
      .input("in", "the module")
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before diagonals are drawn",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .param(&Options::sweep, "sweep", "which diagonal lines are swept; beyond two parameters a grid",
             choices<DiagonalSweep>({{"automatic", DiagonalSweep::automatic},
                                     {"events", DiagonalSweep::events},
                                     {"grid", DiagonalSweep::grid}}))
      .param(&Options::line_spacing, "line_spacing", "distance of the lines of a grid, in scaled units", positive(),
             quantity(Relative::percent_range),
             absent_means("1 %, 3 % or 10 % of the range, for two, three or four parameters"))
      .param(&Options::event_limit, "event_limit",
             "of two parameters: work up to which automatic takes the event sweep", at_least(0))
      .fitted(&Options::fit, &tessera::fit_approximation_scale<N>);
}

}  // namespace

StageSpec decomposition_interval_approximation() { return one_stage({declared<2>(), declared<3>(), declared<4>()}); }

}  // namespace tessera::stages
