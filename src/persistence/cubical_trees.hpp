// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_gradient.hpp"

#include <functional>
#include <vector>

namespace tessera {

/// Pairs of critical cells of two neighboring dimensions, by number; `none` where a cell has no partner.
struct CriticalPairs {
  LargeVector<Index> death_of;  // of a cell of the lower dimension
  LargeVector<Index> birth_of;  // of a cell of the higher dimension
};

/// A critical edge or facet and the two critical cells at the ends of the paths from its sides, where these differ.
struct Link {
  Index a, b, edge;
};

/// Ends the flow at each critical cell with its number.
void mark_ends(const CubicalFrame& frame, CubicalGradient::Flow& flow, const CriticalList& ends);
/// The number at the end of the path from a slot; `none`: it leads outside. Shortens the path, which changes no end.
Index end_of(CubicalGradient::Flow& flow, Index slot);
/// Of edges, along the downward flow, and of facets, along the upward one, where the outside has the number `outside`.
LargeVector<Link> edge_links(const CubicalFrame& frame, CubicalGradient::Flow& down, const CriticalList& edges,
                             const Context& context);
LargeVector<Link> facet_links(const CubicalFrame& frame, CubicalGradient::Flow& up, const CriticalList& facets,
                              Index outside, const Context& context);

/// Components of sublevel sets: an edge that joins two kills the younger.
CriticalPairs vertex_edge_pairs(const CriticalList& vertices, const CriticalList& edges, LargeVector<Link> links,
                                const Context& context);

/// Called for a pair of cells of different values before the two sides are joined: the facet, the full cube that fills
/// the component, and all the critical full cubes of the component.
using FilledComponent = std::function<void(Index facet, Index cube, const std::vector<Index>& members)>;

/// Components of the complement, in the opposite order, the outside being the oldest: a facet that joins two is where
/// the cycle around the younger is born, and the last cube of that component is where it is filled.
CriticalPairs facet_cube_pairs(const CriticalList& facets, const CriticalList& cubes, LargeVector<Link> links,
                               const FilledComponent& filled, const Context& context);

/// Both at once, for a complex of dimension 2.
struct SurfacePairs {
  CriticalPairs low, high;
};
SurfacePairs surface_pairs(const CriticalList& vertices, const CriticalList& edges, const CriticalList& squares,
                           LargeVector<Link> of_edges, LargeVector<Link> of_facets, const Context& context);

}  // namespace tessera
