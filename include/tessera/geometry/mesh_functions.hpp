// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/mesh.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <vector>

namespace tessera {

// Functions on the vertices of a mesh. None depends, to the last bit, on how vertices and triangles are numbered or
// triangles are turned. A mesh without vertices has the function without values.

struct MeshHeightOptions {
  /// One number a coordinate of the mesh, not all zero; its length does not matter.
  std::vector<double> direction = {0, 0, 1};
};

/// The coordinate of each vertex along a direction, in the unit of the coordinates. Changes by at most h when vertices
/// move by at most h. Throws D106 on a direction that does not fit the mesh.
ScalarField mesh_height(const Mesh& mesh, const MeshHeightOptions& options = {}, const Context& context = {});

struct MeshCurvatureOptions {};

/// The angle defect of each vertex, in radians: with E edges and T triangles at the vertex,
/// pi (2 - E + T) - the sum of the angles there. That is 2 pi less the angles inside a surface, pi less them on its
/// boundary, 2 pi at a vertex by itself. Guarantee (Gauss-Bonnet): the values sum to 2 pi times the Euler
/// characteristic, to rounding, of any mesh, surface or not. Where two corners of a triangle coincide its angles are
/// pi/2, pi/2 and 0; where all do, pi/3. Cost O(triangles log triangles).
/// Source: Banchoff 1967, Critical points and curvature for embedded polyhedra, doi:10.4310/jdg/1214428092.
ScalarField mesh_curvature(const Mesh& mesh, const MeshCurvatureOptions& options = {}, const Context& context = {});

struct MeshEccentricityOptions {};

/// The length of the longest of the shortest paths along edges that start at each vertex, among vertices of the same
/// component: large at the tips, small in the middle. 0 at a vertex without edges.
/// Cost: one search of all edges a vertex, O(vertices edges log vertices) in all; parallel over vertices.
/// Source: Hilaga et al. 2001, Topology matching for fully automatic similarity estimation of 3D shapes,
/// doi:10.1145/383259.383282 (there the mean of the lengths).
ScalarField mesh_eccentricity(const Mesh& mesh, const MeshEccentricityOptions& options = {},
                              const Context& context = {});

/// The vertices and edges of a mesh, weighted by their lengths. Throws D101 on a length that overflows.
WeightedGraph mesh_edges(const Mesh& mesh);

}  // namespace tessera
