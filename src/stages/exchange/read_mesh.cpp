// SPDX-License-Identifier: MIT
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/meshes.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_mesh() {
  using namespace exchange;
  using Options = MeshOptions;
  return stage("read.mesh", &exchange::read_mesh)
      .summary("A triangle mesh from OBJ, OFF or PLY.")
      .source("Wavefront, Advanced Visualizer manual, appendix B1; Geomview manual, OFF; Turk 1994, PLY")
      .note("Polygons are cut into fans; faces without three different corners and repeated triangles are left out.")
      .path(&Options::path, "path", "the file")
      .suffixes({".obj", ".off", ".ply"})
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, "")};
      });
}

}  // namespace tessera::stages
