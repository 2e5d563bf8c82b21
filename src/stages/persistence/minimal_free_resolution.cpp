// SPDX-License-Identifier: MIT
#include "tessera/persistence/resolution.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_minimal_free_resolution() {
  return stage<1, 4>("persistence.minimal_free_resolution",
                     [](auto n) { return &tessera::minimal_free_resolution<n()>; })
      .summary("Minimal free resolution of a module: generators, relations, relations among relations, and so on.")
      .source(
          "Eisenbud 2005, The geometry of syzygies; Lesnick and Wright 2022, Computing minimal presentations and "
          "bigraded Betti numbers")
      .theorem(
          "With N parameters it has at most N maps. Its grades are the graded Betti numbers, whose alternating sum "
          "below a grade is the dimension of the module there.")
      .input("in", "the module");
}

}  // namespace tessera::stages
