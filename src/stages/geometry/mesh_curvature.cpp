// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_functions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_mesh_curvature();

StageSpec geometry_mesh_curvature() {
  return stage("geometry.mesh_curvature", &mesh_curvature)
      .summary("The angle defect of each vertex of a mesh: positive on caps, negative on saddles, in radians.")
      .source("Banchoff 1967, Critical points and curvature for embedded polyhedra, doi:10.4310/jdg/1214428092")
      .theorem("Gauss-Bonnet: the values sum to 2 pi times the Euler characteristic of the mesh, surface or not")
      .input("mesh", "a triangle mesh");
}

}  // namespace tessera::stages
