// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/mesh.hpp"
#include "tessera/data/scalar_field.hpp"

namespace tessera {

struct MeshHeatKernelSignatureOptions {
  /// How long heat diffuses, in squares of the coordinates' unit: it spreads as far as about its root.
  double time = 1;
  /// How many of the slowest waves are counted; fewer on a mesh of fewer vertices.
  Index eigenpairs = 200;
};

/// The density of the heat that remains at each vertex of what was put there at time 0:
///   sum over k of exp(-time lambda_k) phi_k(v)^2,
/// for the eigenvalues lambda_k >= 0 and eigenfunctions phi_k of the mesh's cotangent Laplacian, L phi = lambda M phi,
/// M the third of the areas at a vertex, phi' M phi = 1. Large at tips that heat cannot leave, for long times 1 / area
/// of the vertex's component. In units of 1 / area: where coordinates are scaled by s and the time by s^2, values are
/// scaled by 1 / s^2.
///
/// Waves left out would add at most exp(-time lambda) / M(v), lambda the largest eigenvalue counted; a warning says so
/// where that is more than 1/1000 of a value. Invariant under rigid motions and numbering, to rounding. The triangles
/// need not be a surface, nor be acute: the cotangents of an obtuse triangle are in part negative, its energy is not.
/// A boundary keeps heat (Neumann). A mesh without vertices has no values.
///
/// Cost: up to 1,000 vertices or three times the eigenpairs, all eigenpairs of a dense matrix, 10 n^3 operations; else
/// a sparse factorisation and block Krylov iterations, about n (3 eigenpairs)^2 operations. One thread.
/// Throws D106 unless the time is positive and finite and there are eigenpairs; D101, naming it, on a triangle whose
/// height is below 1e-10 of its longest edge and on a vertex without a triangle; R302 over the budget; X101 when the
/// iterations do not converge.
/// Source: Sun, Ovsjanikov and Guibas 2009, doi:10.1111/j.1467-8659.2009.01515.x; cotangents: Pinkall and Polthier
/// 1993, doi:10.1080/10586458.1993.10504266; block Krylov: Golub and Underwood 1977, The block Lanczos method.
ScalarField mesh_heat_kernel_signature(const Mesh& mesh, const MeshHeatKernelSignatureOptions& options = {},
                                       const Context& context = {});

}  // namespace tessera
