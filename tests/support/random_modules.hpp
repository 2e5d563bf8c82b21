// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"

#include <vector>

namespace tessera {

/// A random simplicial complex on `vertices` points with random monotone bigrades on a `ranks` x `ranks` grid whose
/// axis values are 0, 1, 2, ... (many ties).
FilteredComplex<2> random_bifiltered_complex(RandomStream& random, Index vertices, Index ranks);

/// dim H_degree at a grade by dense ranks of the boundary matrices of the cells there.
Index naive_dimension(const FilteredComplex<2>& complex, Index degree, const Grade<2>& z);

/// dim of the cokernel at a grade, by a dense rank.
Index naive_dimension(const Presentation<2>& module, const Grade<2>& z);

/// A random interval with at most `births` births on the integer grid 0 .. size - 1; corners may be infinite.
Interval<2> random_staircase(RandomStream& random, int births, int size);

/// The same module: generators and relations in a random order, in a random basis (graded row and column operations).
Presentation<2> scrambled(RandomStream& random, const Presentation<2>& module);

/// Both on one grid, the generators and relations of the first before those of the other.
Presentation<2> direct_sum(const Presentation<2>& one, const Presentation<2>& other);

/// The scrambled presentation of a direct sum of interval modules with integer corners below `size`.
Presentation<2> scrambled_sum(RandomStream& random, const std::vector<Interval<2>>& intervals, int size);

/// A presentation on integer axes 0 .. size - 1 from generator grades and relations {grade, rows}.
struct RelationAt {
  Grade<2> grade;
  std::vector<Index> rows;
};
Presentation<2> presentation_of(int size, const std::vector<Grade<2>>& generators,
                                const std::vector<RelationAt>& relations);

/// Indecomposable modules that are no intervals, on the grid 0 .. size - 1, size >= 5: D4 (dimension 2 where its three
/// generators meet), its relative with two generators, its dual, chains of three and of four, and one whose
/// endomorphisms are the field of four elements.
std::vector<Presentation<2>> non_intervals(int size);

}  // namespace tessera
