// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/degree_staircase.hpp"
#include "filtration/edge_collapse.hpp"

#include <vector>

namespace tessera {

/// The scale from which each edge is there for each degree: the largest of its length and of the scales of its ends.
/// Throws R302 before the table is allocated.
DegreeScales edge_scales(const std::vector<FilteredEdge>& edges, const DegreeScales& vertices, const Context& context);

/// Lets edges enter later, degree by degree, where they are dominated, and drops those that are dominated wherever they
/// are there; edges that stay keep their order. `scales` has a row an edge, as edge_scales gives it. The flag complexes
/// before and after have isomorphic homology modules.
///
/// At degree k the edges with their scales for k form a graph filtered by scale alone. Where some vertex w dominates uv
/// there from the scale R(k) of uv on (|wu|, |wv| <= R(k) and |wx| <= max(R(k), |ux|, |vx|) for all other common
/// neighbors x, lengths being scales for k), uv may leave at k, whichever w it is for other k: its link is a cone
/// wherever it goes. An edge that is there for a degree must be there for all smaller ones too. So at k it enters as
/// late as for the next degree k' >= k where nothing dominates it, and never where there is no such degree. Edges are
/// taken one at a time, longest first, each against the graphs as they are then; sweeps go on until one changes less
/// than a sixteenth of the scales. What edge_collapse.hpp says of edges that are given a later grade is the argument.
///
/// Cost a sweep: per edge with c common neighbors and every 32 degrees c^2 vector steps at most, a few c as a rule.
/// Source: Alonso, Kerber and Pritam 2023, doi:10.1137/1.9781611977561.ch3, for one grade an edge.
void postpone_by_degree(Index vertex_count, std::vector<FilteredEdge>& edges, DegreeScales& scales,
                        const Context& context);

}  // namespace tessera
