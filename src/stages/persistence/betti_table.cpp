// SPDX-License-Identifier: MIT
#include "tessera/persistence/betti_table.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_betti_table() {
  return stage("persistence.betti_table", &tessera::betti_table)
      .summary("Bigraded Betti numbers: the grades of generators, relations and relations among relations.")
      .source("Lesnick and Wright 2022, Computing minimal presentations and bigraded Betti numbers")
      .theorem("The alternating sum of the Betti numbers below a grade is the dimension of the module there.")
      .input("in", "the module");
}

}  // namespace tessera::stages
