// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_heat.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_mesh_heat_kernel_signature();

StageSpec geometry_mesh_heat_kernel_signature() {
  using Options = MeshHeatKernelSignatureOptions;
  return stage("geometry.mesh_heat_kernel_signature", &tessera::mesh_heat_kernel_signature)
      .summary("The density of the heat that remains at each vertex of a mesh of what was put there.")
      .source(
          "Sun, Ovsjanikov and Guibas 2009, doi:10.1111/j.1467-8659.2009.01515.x; Pinkall and Polthier 1993, "
          "doi:10.1080/10586458.1993.10504266")
      .note("By the cotangent Laplacian and lumped areas. Triangles without area and vertices without are refused.")
      .input("mesh", "a mesh of triangles")
      .param(&Options::time, "time", "how long heat diffuses, in squares of the coordinates' unit", positive())
      .param(&Options::eigenpairs, "eigenpairs", "how many of the slowest waves are counted", at_least(1));
}

}  // namespace tessera::stages
