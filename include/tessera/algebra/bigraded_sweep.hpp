// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/core/context.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// Chains by the row that leads them: for a row p, a column of the image of a map into the rows whose largest row (in
/// colexicographic order) is p and that lives at x-ranks >= x[p]. What one sweep leaves for the next one to clear with.
struct LeadingChains {
  std::vector<Index> x;              // per row; `none`: no chain leads with it
  std::vector<std::uint64_t> begin;  // per row, into entries
  std::vector<Index> length;         // per row
  std::vector<Index> entries;        // rows, decreasing
};

/// Columns of `matrix` that generate its image minimally, as ascending column numbers. Columns must be sorted
/// colexicographically by grade (ties: by number). If `chains` is given, it receives the leading chains of the image;
/// then rows must be sorted colexicographically too.
/// Cost: one pass over columns per change of a pivot, plus column additions. Source: Lesnick and Wright 2022,
/// doi:10.1137/20M1388425, with the queues of Kerber and Rolle 2021, doi:10.1137/1.9781611976472.3.
std::vector<Index> minimal_image_columns(const GradedMatrix<2>& matrix, LeadingChains* chains, const Context& context);

/// A basis of the kernel of a map of free bigraded modules (itself free): element i has a grade and a chain over the
/// columns of the map whose largest column is leader[i]; leaders are distinct.
struct KernelBasis {
  std::vector<Grade<2>> grades;
  std::vector<Index> leader;
  std::vector<std::uint64_t> offsets{0};
  std::vector<Index> chains;  // columns of the map, decreasing; empty when only grades were asked for

  std::span<const Index> chain(Index i) const noexcept {
    return {chains.data() + offsets[i], std::size_t(offsets[i + 1] - offsets[i])};
  }
};

/// Columns of `matrix` sorted colexicographically. `clearing`, if given, are leading chains over the *columns* of this
/// matrix, each in its kernel: a column that leads a chain already born is known to reduce to zero.
/// Elements come in the order of the sweep: by x, then y.
KernelBasis kernel_basis(const GradedMatrix<2>& matrix, const LeadingChains* clearing, const Context& context);

/// The same basis with every chain cut down to columns that lead an element of it. That is enough to write a cycle of
/// known grade in the basis: take the element led by its largest leading column, add the chain, repeat. Chains get much
/// shorter: of a cycle of a graph, the edges of a spanning forest are left out.
KernelBasis kernel_coordinates(const GradedMatrix<2>& matrix, const LeadingChains* clearing, const Context& context);

/// Only the grades of a kernel basis: no chains are kept. Sorted colexicographically.
std::vector<Grade<2>> kernel_grades(const GradedMatrix<2>& matrix, const Context& context);

/// The order that sorts grades colexicographically, ties by position.
template <int N>
std::vector<Index> colexicographic_order(const std::vector<Grade<N>>& grades);

extern template std::vector<Index> colexicographic_order(const std::vector<Grade<1>>&);
extern template std::vector<Index> colexicographic_order(const std::vector<Grade<2>>&);
extern template std::vector<Index> colexicographic_order(const std::vector<Grade<3>>&);
extern template std::vector<Index> colexicographic_order(const std::vector<Grade<4>>&);

}  // namespace tessera
