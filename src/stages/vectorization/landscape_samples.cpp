// SPDX-License-Identifier: MIT
#include "tessera/vectorization/landscape_samples.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_landscape_samples() {
  return stage<1, 4>("vectorization.landscape_samples", [](auto n) { return &tessera::landscape_samples<n()>; })
      .summary("Multigraded landscapes on one grid, a feature a landscape and grade.")
      .source("Vipond 2020, Multiparameter persistence landscapes, JMLR 21(61)")
      .theorem(
          "1-Lipschitz from the interleaving distance, in scaled units, to the sup norm over the columns: for all "
          "modules, "
          "end to end")
      .note(
          "All samples need one grid and scale: take the landscapes with grid = \"regular\", fitted on the collection.")
      .input("in", "the landscapes");
}

}  // namespace tessera::stages
