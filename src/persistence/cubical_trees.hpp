// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_gradient.hpp"

#include <functional>
#include <vector>

namespace tessera {

/// Pairs of critical cells of two neighboring dimensions, by number; `none` where a cell has no partner.
struct CriticalPairs {
  std::vector<Index> death_of;  // of a cell of the lower dimension
  std::vector<Index> birth_of;  // of a cell of the higher dimension
};

/// The two critical cells at the ends of the paths from the sides of an edge or facet; `none`: the outside.
struct BasinEdge {
  Index a = 0, b = 0;
};

/// Ends the flow at each critical cell with its number.
void mark_ends(const CubicalFrame& frame, CubicalGradient::Flow& flow, const CriticalList& ends);
/// The number at the end of the path from a slot; `none`: it leads outside. Shortens the path, which changes no end.
Index end_of(CubicalGradient::Flow& flow, Index slot);
/// Of edges, along the downward flow, and of facets, along the upward one.
std::vector<BasinEdge> edge_basins(const CubicalFrame& frame, CubicalGradient::Flow& down, const CriticalList& edges,
                                   const Context& context);
std::vector<BasinEdge> facet_basins(const CubicalFrame& frame, CubicalGradient::Flow& up, const CriticalList& facets,
                                    const Context& context);

/// Components of sublevel sets: an edge that joins two kills the younger.
CriticalPairs vertex_edge_pairs(const CriticalList& vertices, const CriticalList& edges,
                                const std::vector<BasinEdge>& basins, const Context& context);

/// Called for a pair of cells of different values before the two sides are joined: the facet, the full cube that fills
/// the component, and all the critical full cubes of the component.
using FilledComponent = std::function<void(Index facet, Index cube, const std::vector<Index>& members)>;

/// Components of the complement, in the opposite order, the outside being the oldest: a facet that joins two is where
/// the cycle around the younger is born, and the last cube of that component is where it is filled. Facets in `skipped`
/// (where not `none`) are known not to be paired here.
CriticalPairs facet_cube_pairs(const CriticalList& facets, const CriticalList& cubes,
                               const std::vector<BasinEdge>& basins, const std::vector<Index>& skipped,
                               const FilledComponent& filled, const Context& context);

}  // namespace tessera
