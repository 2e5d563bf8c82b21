// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

/// How common neighbors are found; automatic: by rows of bits where they are worth their memory.
enum class NeighborForm { automatic, bits, lists };

/// A presentation matrix of H_1 of the clique complex of a graph filtered by the lengths of its edges (axis 0) and by a
/// function on its vertices (axis 1): an edge is at (length, larger function value of its ends), a triangle at the join
/// of its edges. `graph` holds vertices and edges; no triangle is ever stored. The matrix is minimal but for edges of
/// equal length, rows and columns colexicographic by grade. The numbered outline is in flag_cohomology.cpp.
/// Cost: an edge costs n / 64 words and what its one or two critical triangles add; with lists, the neighbors of its
/// common neighbors at worst. Memory: 32 bytes an edge, n^2 / 8 bytes for the bits, and the annotations.
/// Throws D105 when an edge does not enter with its later end on axis 1.
GradedMatrix<2> flag_first_homology(const FilteredComplex<2>& graph, const Context& context,
                                    NeighborForm form = NeighborForm::automatic);

/// Forecast in bytes, without what the answer itself needs.
std::uint64_t flag_first_homology_memory(std::uint64_t vertex_count, std::uint64_t edge_count);

}  // namespace tessera
