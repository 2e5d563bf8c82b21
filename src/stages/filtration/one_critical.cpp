// SPDX-License-Identifier: MIT
#include "tessera/filtration/multicritical_complex.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec filtration_one_critical() {
  return stage<1, 4>("filtration.one_critical", [](auto n) { return &tessera::one_critical<n()>; })
      .summary("Turns a filtration whose cells appear at several incomparable grades into one with a grade a cell.")
      .source(
          "Weibel 1994, An introduction to homological algebra, theorem 2.2.6; Chacholski, Scolamiero, Vaccarino 2017, "
          "Combinatorial presentation of multidimensional persistent homology")
      .theorem("The homology is the same at every grade and in every degree, and so are the maps between grades.")
      .note("cells of the result are copies of the given cells, one a grade, and relations between copies")
      .input("in", "a multi-critical filtration");
}

}  // namespace tessera::stages
