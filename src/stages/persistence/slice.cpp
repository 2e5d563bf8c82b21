// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_slice() {
  using Options = SliceOptions;
  return stage<1, 4>("persistence.slice", [](auto n) { return &tessera::slices<n()>; })
      .summary("Fibered barcode: the barcode of the module along lines, given ones or a family through its box.")
      .source(
          "Cerri, Di Fabio, Ferri, Frosini, Landi 2013, Betti numbers in multidimensional persistent homology are "
          "stable functions; Lesnick and Wright 2015, Interactive visualization of 2-D persistence modules")
      .theorem(
          "Along a diagonal the barcode is 1-Lipschitz from the interleaving distance, in units of the direction, to "
          "the "
          "bottleneck distance.")
      .note(
          "With three or more parameters a family has the diagonals through a grid of offsets; those that miss the box "
          "are left out, so there are fewer lines than count to the power of the parameters less one.")
      .input("in", "the module")
      .param(&Options::lines, "lines",
             "2 N numbers a line, a base point and a direction, in the internal sign of the axes; none: a family")
      .param(&Options::count, "count", "lines of a family for each direction, or offsets along each axis but the first",
             between(1, 1000000), absent_means("20, unless lines are given"))
      .param(&Options::directions, "directions",
             "angles of a family of two parameters, evenly spaced; a single one: the diagonal of the box",
             between(1, 1000000))
      .check<1, 4>([](auto n) { return &tessera::check_lines<n()>; })
      .fitted<1, 4>(&Options::fit, [](auto n) { return &tessera::fit_line_box<n()>; });
}

}  // namespace tessera::stages
