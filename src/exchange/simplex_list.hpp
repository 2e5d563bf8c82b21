// SPDX-License-Identifier: MIT
// Simplicial complexes given as sets of vertices, a line a simplex, in any order: found faces, checked grades.
#pragma once

#include "tessera/exchange/file.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// Simplices in the order of the file, each with one grade or several: a real for each axis, in the sign of the axis.
/// There are one or two axes. Several grades of a simplex are incomparable and increase in the second axis.
struct SimplexList {
  std::vector<Axis> axes;                     // without values
  std::vector<Index> vertices;                // of a simplex strictly increasing
  std::vector<std::uint64_t> offsets{0};      // of a simplex in `vertices`
  std::vector<double> grades;                 // one an axis a grade
  std::vector<std::uint64_t> first_grade{0};  // of a simplex, counted in grades
  std::vector<std::uint64_t> lines;

  std::uint64_t size() const noexcept { return lines.size(); }
  std::span<const Index> simplex(std::uint64_t cell) const noexcept {
    return {vertices.data() + offsets[cell], std::size_t(offsets[cell + 1] - offsets[cell])};
  }
  std::uint64_t grade_count(std::uint64_t cell) const noexcept { return first_grade[cell + 1] - first_grade[cell]; }
  std::span<const double> grade(std::uint64_t number) const noexcept {
    return {grades.data() + number * axes.size(), axes.size()};
  }

  /// Ends the simplex whose vertices and grades were appended. Throws Error D105, naming file and line, on a vertex
  /// given twice; D203 on more than 64 vertices.
  void finish(std::string_view file, std::uint64_t line);
};

/// The simplices by dimension, in the order of the list.
struct SimplexBlocks {
  std::vector<std::vector<std::uint64_t>> cells;  // of a dimension: positions in the list
  std::vector<std::vector<Index>> faces;          // dimension + 1 a cell, increasing positions among the cells below
};

/// Throws Error D105 naming the line: a simplex is listed twice, or a face of one is not listed.
SimplexBlocks simplex_blocks(const SimplexList& list, std::string_view file);

/// Throws Error D105 naming the line when a simplex appears at a grade at which a face of it has not appeared. One
/// binary search a grade and face.
void check_monotone(const SimplexList& list, const SimplexBlocks& blocks, std::string_view file);

/// The grid that the grades of the list span.
template <int N>
Grid<N> grid_of(const SimplexList& list);

/// One of those grades as ranks.
template <int N>
Grade<N> ranks_of(std::span<const double> grade, const Grid<N>& grid);

/// The numbers of the vertices; empty where vertex v has number v.
std::vector<Index> vertex_numbers(const SimplexList& list, const SimplexBlocks& blocks);

/// All of it, for a list of one grade a simplex.
template <int N>
FilteredComplex<N> complex_of(const SimplexList& list, std::string_view file);

/// "0 1 2"
std::string shown_simplex(std::span<const Index> simplex);

#define TESSERA_SIMPLEX_LIST(N)                                                  \
  extern template Grid<N> grid_of<N>(const SimplexList&);                        \
  extern template Grade<N> ranks_of<N>(std::span<const double>, const Grid<N>&); \
  extern template FilteredComplex<N> complex_of<N>(const SimplexList&, std::string_view);
TESSERA_SIMPLEX_LIST(1)
TESSERA_SIMPLEX_LIST(2)
#undef TESSERA_SIMPLEX_LIST

}  // namespace tessera::exchange
