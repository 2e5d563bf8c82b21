// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/degree_staircase.hpp"
#include "filtration/edge_collapse.hpp"

#include <vector>

namespace tessera {

/// Removes edges whose cofaces carry no homology from a graph of which, at scale r and degree k, the vertices with
/// scale at most r for k are there and the edges between them no longer than r. Lengths are ranks, as the scales are.
/// Edges that stay keep their order. The flag complexes before and after have isomorphic homology modules.
///
/// The edge uv goes when one vertex w dominates it wherever it is there: at r >= R(k) = max(|uv|, scales of u and v for
/// k), for every k. So w must be there and adjacent to u and v at R(k), and to every other common neighbor x from
/// max(R(k), scale of x for k, |ux|, |vx|) on. At degree 0 all scales are 0; that case of the last condition, |wx| <=
/// max(|uv|, |ux|, |vx|), implies the others, and adjacency to u and v likewise: |wu|, |wv| <= |uv|. What is left for
/// larger k is the scale of w, which may not be above R(k). Edges go one at a time, longest first, as in
/// edge_collapse.hpp, whose argument holds at every grade of such a filtration too.
///
/// Sweeps go on until one removes less than a sixteenth. Cost a sweep: per edge the candidates for w that its link
/// holds, times (degrees + common neighbors) / 8 vector steps; most fail at once. Memory: collapse_memory.
/// Source: Alonso, Kerber and Pritam 2023, doi:10.1137/1.9781611977561.ch3.
std::vector<FilteredEdge> collapse_by_degree(Index vertex_count, std::vector<FilteredEdge> edges,
                                             const DegreeScales& scales, const Context& context);

}  // namespace tessera
