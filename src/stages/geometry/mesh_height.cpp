// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_functions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_mesh_height();

StageSpec geometry_mesh_height() {
  return stage("geometry.mesh_height", &mesh_height)
      .summary("The coordinate of each vertex of a mesh along a direction.")
      .source("Turner, Mukherjee and Boyer 2014, Persistent homology transform, doi:10.1093/imaiai/iau011")
      .theorem("changes by at most h when every vertex moves by at most h")
      .input("mesh", "a triangle mesh")
      .param(&MeshHeightOptions::direction, "direction",
             "one number a coordinate, not all zero; the length does not matter");
}

}  // namespace tessera::stages
