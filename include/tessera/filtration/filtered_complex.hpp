// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The cells of one dimension: faces lie one after another; a simplicial block has the same number for every cell and
/// needs no offsets. Faces of dimension-d cells are positions among the cells of dimension d - 1, strictly increasing.
template <int N>
struct CellBlock {
  std::vector<Grade<N>> grades;        // one a cell
  std::vector<Index> faces;            // coefficients in Z/2
  Index stride = 0;                    // faces per cell, when offsets is empty
  std::vector<std::uint64_t> offsets;  // cell c has faces[offsets[c] .. offsets[c + 1]); empty: stride * c

  Index size() const noexcept { return Index(grades.size()); }
  std::span<const Index> boundary(Index cell) const noexcept {
    if (offsets.empty()) return {faces.data() + std::size_t{cell} * stride, stride};
    return {faces.data() + offsets[cell], std::size_t(offsets[cell + 1] - offsets[cell])};
  }
};

/// A cell complex with one grade in N^N per cell; a face never comes after its cell: grade(face) <= grade(cell).
/// blocks[d] holds the cells of dimension d. Cells of one dimension are in no particular order.
template <int N>
struct FilteredComplex {
  static constexpr std::string_view artifact = "FilteredComplex";
  static constexpr std::string_view meaning =
      "a cell complex with a grade for every cell: what filtration builders make";
  static constexpr int parameters = N;

  Grid<N> grid;
  std::vector<CellBlock<N>> blocks;
  /// All cells of dimension <= complete_dimension are present, so H_k is right for k < complete_dimension.
  /// `none`: the complex is whole and every degree may be asked for.
  Index complete_dimension = none;
  /// vertex -> index of an input point, and how many input points it stands for (duplicates merged by alpha
  /// complexes). Empty: vertex v is point v.
  std::vector<Index> vertex_point, vertex_multiplicity;

  std::uint64_t size() const noexcept {
    std::uint64_t cells = 0;
    for (const auto& block : blocks) cells += block.size();
    return cells;
  }
  std::string brief() const {
    return std::to_string(size()) + " cells, dimension " + std::to_string(int(blocks.size()) - 1);
  }
};

/// Verifies the contract on a complex from outside: faces exist and increase, dd = 0, grade(face) <= grade(cell),
/// grades lie in the grid, axes strictly increase and are finite. Throws Error D105/D101 naming dimension, cell and
/// face. Cost: linear in the number of entries, for dd = 0 times the faces per face.
template <int N>
void check(const FilteredComplex<N>& complex);

extern template void check(const FilteredComplex<1>&);
extern template void check(const FilteredComplex<2>&);
extern template void check(const FilteredComplex<3>&);
extern template void check(const FilteredComplex<4>&);

}  // namespace tessera
