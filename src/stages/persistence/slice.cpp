// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_slice() {
  using Options = SliceOptions;
  return stage("persistence.slice", &tessera::slices)
      .summary("Fibered barcode: the barcode of the module along each of the given lines.")
      .source(
          "Cerri, Di Fabio, Ferri, Frosini, Landi 2013, Betti numbers in multidimensional persistent homology are "
          "stable functions; "
          "Lesnick and Wright 2015, Interactive visualization of 2-D persistence modules")
      .theorem(
          "Along the diagonal direction the barcode is 1-Lipschitz from the interleaving distance to the bottleneck "
          "distance.")
      .input("in", "the module")
      .param(&Options::lines, "lines",
             "four numbers a line: a base point and a direction, in the internal sign of the axes");
}

}  // namespace tessera::stages
