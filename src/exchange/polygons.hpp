// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/mesh.hpp"
#include "tessera/exchange/file.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera::exchange {

/// What a mesh file holds: points and faces of any number of corners, one after another.
struct Polygons {
  PointCloud points;
  std::vector<Index> corners;             // of all faces, points below points.size()
  std::vector<std::size_t> starts = {0};  // face f has corners starts[f] .. starts[f + 1] - 1
};

Polygons parse_off_polygons(Source source);
Polygons parse_obj(Source source);
Polygons parse_ply(Source source);

/// The elements that the header of a PLY names, and how many of each there are. Throws as parse_ply does.
std::vector<std::pair<std::string_view, std::uint64_t>> ply_elements(Source start);

/// Cuts every face into the fan of its first corner. Faces with fewer than three corners and triangles with a corner
/// twice or given before, in any order, are left out; a warning counts them.
Mesh triangulated(Polygons polygons, std::string_view file, const Context& context);

}  // namespace tessera::exchange
