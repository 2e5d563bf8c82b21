// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_functions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_mesh_eccentricity();

StageSpec geometry_mesh_eccentricity() {
  return stage("geometry.mesh_eccentricity", &mesh_eccentricity)
      .summary(
          "How far along edges the farthest vertex of the same component lies: large at tips, small in the middle.")
      .source("Hilaga et al. 2001, Topology matching, doi:10.1145/383259.383282 (there the mean of the lengths)")
      .note("One shortest-path search a vertex: about ten seconds for 10,000 vertices on one thread.")
      .input("mesh", "a triangle mesh");
}

}  // namespace tessera::stages
