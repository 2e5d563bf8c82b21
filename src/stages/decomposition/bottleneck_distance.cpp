// SPDX-License-Identifier: MIT
#include "tessera/decomposition/bottleneck_distance.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec decomposition_bottleneck_distance() {
  return stage("decomposition.bottleneck_distance", &tessera::bottleneck_distances)
      .summary("Distances of all pairs of decompositions: summands matched at the least interleaving distance.")
      .source(
          "Botnan and Lesnick 2018, Algebraic stability of zigzag persistence modules; Dey and Xin 2018, Computing "
          "bottleneck distance for 2-D interval decomposable modules")
      .theorem(
          "Where all summands are exact it is at least the interleaving distance of the modules, hence at least their "
          "matching distance.")
      .note("of approximate summands it is the distance of the candidates, within their certificates along diagonals")
      .note("refused where a distance is infinite: modules that differ at infinity")
      .input("in", "the decompositions, all with one axis scale");
}

}  // namespace tessera::stages
