// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_gradient.hpp"
#include "persistence/cubical_order.hpp"

#include <functional>
#include <vector>

namespace tessera {

/// Pairs of critical cells of two neighboring dimensions, by rank; `none` where a cell has no partner.
struct CriticalPairs {
  std::vector<Index> death_of;  // of a cell of the lower dimension
  std::vector<Index> birth_of;  // of a cell of the higher dimension
};

/// What an edge of a graph on critical cells joins, by rank, in the order in which the edges were given.
struct BasinEdge {
  Index a = 0, b = 0;  // `none`: the outside
};

/// The ends of each path of the flow from both sides of each edge or facet. The flow must know the critical cells
/// (`mark_ends`); paths are shortened on the way, which changes no end.
std::vector<BasinEdge> edge_basins(const CubicalFrame& frame, CubicalGradient::Flow& down,
                                   const std::vector<CriticalCell>& edges, const Context& context);
std::vector<BasinEdge> facet_basins(const CubicalFrame& frame, CubicalGradient::Flow& up,
                                    const std::vector<CriticalCell>& facets, const Context& context);
/// Ends the flow at each critical cell with its rank.
void mark_ends(const CubicalFrame& frame, CubicalGradient::Flow& flow, const RankedCells& ends);
/// The rank at the end of the path from a slot; `none`: it leads outside.
Index end_of(CubicalGradient::Flow& flow, Index slot);

/// Components of sublevel sets: an edge that joins two kills the younger.
CriticalPairs vertex_edge_pairs(Index vertices, const RankedCells& edges, const std::vector<BasinEdge>& basins,
                                const Context& context);

/// Called for a pair of cells of different values before the two sides are joined: the facet and the full cube that
/// fills the component, by rank, and all the critical full cubes of the component.
using FilledComponent = std::function<void(Index facet, Index cube, const std::vector<Index>& members)>;

/// Components of the complement, in the opposite order, the outside being the oldest: a facet that joins two is where
/// the cycle around the younger is born, and the last cube of that component is where it is filled. Facets in `skipped`
/// (where not `none`) are known not to be paired here.
CriticalPairs facet_cube_pairs(const RankedCells& cubes, const RankedCells& facets,
                               const std::vector<BasinEdge>& basins, const std::vector<Index>& skipped,
                               const FilledComponent& filled, const Context& context);

}  // namespace tessera
