// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/edge_collapse.hpp"

#include <vector>

namespace tessera {

/// Names of the vertices of a graph such that neighbors have near names: their places in a breadth-first walk that
/// begins at vertex 0, then at the least vertex not reached. Cost: linear.
std::vector<Index> breadth_first_names(Index vertex_count, const std::vector<FilteredEdge>& edges);

/// The edges under other names of their ends, u < v again.
void rename(std::vector<FilteredEdge>& edges, const std::vector<Index>& name);

/// The other way round: name_of[name[v]] = v.
std::vector<Index> inverse(const std::vector<Index>& name);

/// Sorts each of a few runs of consecutive edges by their ends, so that a walk along the edges meets the same vertices
/// again soon, and the order changes only within a run.
void sort_runs_by_ends(std::vector<FilteredEdge>& edges);

}  // namespace tessera
