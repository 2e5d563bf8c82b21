// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/mesh.hpp"
#include "tessera/exchange/file.hpp"

#include <string>

namespace tessera::exchange {

struct MeshOptions {
  std::string path;
};

/// A triangle mesh from Wavefront OBJ, OFF or nOFF, or PLY (ascii and binary), told apart by their first word.
///
/// Vertices keep their order. A face of more than three corners becomes the fan of triangles around its first corner.
/// Faces of fewer than three corners, triangles with a corner twice and triangles given before are left out, and a
/// warning counts them. Of OBJ, `v` and `f` are read (corners as v, v/vt, v//vn, v/vt/vn; negative numbers count back
/// from the latest vertex); normals, textures, groups, materials, lines and points are passed over, curves and surfaces
/// refused (D203). Of PLY, x, y, z of the element `vertex` and vertex_indices or vertex_index of `face`. Coordinates
/// must be finite. Vertices without a face stay.
/// Throws Error D103 on an OBJ without vertices, and D101, D201, D202 and D203, naming the line or byte. Cost: one
/// pass, and sorting the triangles. Source: Wavefront, Object Files, appendix B1 of the Advanced Visualizer manual;
/// Geomview manual, OFF; Turk 1994, The PLY Polygon File Format.
Mesh parse_mesh(Source source, const Context& context);

/// parse_mesh of the file at options.path.
Mesh read_mesh(const MeshOptions& options, const Context& context);

}  // namespace tessera::exchange
