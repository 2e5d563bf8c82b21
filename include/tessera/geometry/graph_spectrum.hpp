// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/graph_laplacian.hpp"

namespace tessera {

// Both take a weight of 1 for every edge unless weights count, and work on each connected component by itself, on
// dense matrices: at most 3,000 vertices in one (R303), 24 bytes a pair of them (R302), about 10 n^3 operations for n.
// Weights that count must not be negative (D101). Results keep their values under another numbering of the vertices to
// rounding. A graph without vertices has no values.

struct HeatKernelSignatureOptions {
  /// How long heat diffuses, in units of the inverse Laplacian.
  double time = 1;
  Laplacian laplacian = Laplacian::normalized;
  bool weighted = false;
};

/// The heat that remains at each vertex of what was put there at time 0: the diagonal of exp(-time L). Between 0 and 1;
/// 1 at a vertex without edges, near 1 for short times, and for long ones its share of the component. Throws D106
/// unless the time is at least 0 and finite. Source: Sun, Ovsjanikov and Guibas 2009,
/// doi:10.1111/j.1467-8659.2009.01515.x; on graphs Hu, Rustamov and Guibas 2014, doi:10.1109/CVPR.2014.299.
ScalarField heat_kernel_signature(const WeightedGraph& graph, const HeatKernelSignatureOptions& options = {},
                                  const Context& context = {});

struct FiedlerVectorOptions {
  Laplacian laplacian = Laplacian::combinatorial;
  bool weighted = false;
};

/// An eigenvector of the second smallest eigenvalue of each component's Laplacian, of length 1: it stretches a
/// component along its longest direction. The sum of its cubes is positive; where that vanishes, the first entry that
/// does not. 0 at a vertex without edges. Where the eigenvalue is multiple the vector is one of many, which a warning
/// says. Source: Fiedler 1973, Algebraic connectivity of graphs, Czechoslovak Mathematical Journal 23, 298-305.
ScalarField fiedler_vector(const WeightedGraph& graph, const FiedlerVectorOptions& options = {},
                           const Context& context = {});

}  // namespace tessera
