// SPDX-License-Identifier: MIT
#include "tessera/filtration/extended.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec filtration_extended();

StageSpec filtration_extended() {
  using Options = ExtendedOptions;
  return stage<1, 4>("filtration.extended", [](auto n) { return &tessera::extended<n()>; })
      .summary("Sublevel sets of a function, then cones over its superlevel sets from the highest value M down.")
      .source("Cohen-Steiner, Edelsbrunner and Harer 2009, doi:10.1007/s10208-008-9027-z")
      .theorem("d_I is at most three times the largest change of a value")
      .note("A value t of the axis means t up to M, which is recorded as turn, and 2 M - t beyond.")
      .note("The apex of the cone is the last vertex; its bar, of degree 0, is the only one without end.")
      .input("in", "a whole complex filtered by lower stars along the axis")
      .param(&Options::axis, "axis", "the axis that goes up and comes down again, from 0", between(0, 3));
}

}  // namespace tessera::stages
