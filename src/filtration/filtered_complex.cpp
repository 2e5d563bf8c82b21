// SPDX-License-Identifier: MIT
#include "tessera/filtration/filtered_complex.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Every cell has its faces inside the array of faces, and none is left over.
template <int N>
void check_layout(const CellBlock<N>& block, std::size_t dimension) {
  const auto& offsets = block.offsets;
  const std::uint64_t cells = block.grades.size();
  const bool is_laid_out = offsets.empty()
                               ? block.faces.size() == cells * block.stride
                               : offsets.size() == cells + 1 && offsets.front() == 0 &&
                                     offsets.back() == block.faces.size() && std::ranges::is_sorted(offsets);
  if (!is_laid_out)
    throw Error(codes::bad_complex, fmt::format("the {} cells of dimension {} do not share out their {} faces", cells,
                                                dimension, block.faces.size()));
}

/// The boundary of a boundary vanishes over Z/2: every face of a face is met an even number of times.
template <int N>
void check_boundary_of_boundary(const FilteredComplex<N>& complex, std::size_t dimension, Index cell) {
  std::map<Index, bool> odd;
  for (const Index face : complex.blocks[dimension].boundary(cell))
    for (const Index ridge : complex.blocks[dimension - 1].boundary(face)) odd[ridge] ^= true;
  for (const auto& [ridge, is_odd] : odd)
    if (is_odd)
      throw Error(codes::bad_complex, fmt::format("the boundary of the boundary of cell {} of dimension {} is not zero "
                                                  "(at cell {} of dimension {})",
                                                  cell, dimension, ridge, dimension - 2));
}

}  // namespace

template <int N>
void check(const FilteredComplex<N>& complex) {
  for (int axis = 0; axis < N; ++axis) check(complex.grid.axes[axis], axis);
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension) {
    const auto& block = complex.blocks[dimension];
    check_layout(block, dimension);
    for (Index cell = 0; cell < block.size(); ++cell) {
      for (int axis = 0; axis < N; ++axis)
        if (block.grades[cell][axis] >= complex.grid.axes[axis].values.size())
          throw Error(codes::bad_complex,
                      fmt::format("cell {} of dimension {} has a grade outside axis {}", cell, dimension, axis));

      const auto faces = block.boundary(cell);
      for (std::size_t i = 0; i < faces.size(); ++i) {
        if (dimension == 0 || faces[i] >= complex.blocks[dimension - 1].size())
          throw Error(codes::bad_complex, fmt::format("cell {} of dimension {} has face {}, which does not exist", cell,
                                                      dimension, faces[i]));
        if (i > 0 && faces[i - 1] >= faces[i])
          throw Error(codes::bad_complex,
                      fmt::format("the faces of cell {} of dimension {} do not strictly increase", cell, dimension));
        if (!precedes(complex.blocks[dimension - 1].grades[faces[i]], block.grades[cell]))
          throw Error(codes::bad_complex,
                      fmt::format("cell {} of dimension {} comes before its face {}", cell, dimension, faces[i]));
      }
      if (dimension >= 2) check_boundary_of_boundary(complex, dimension, cell);
    }
  }
}

template void check(const FilteredComplex<1>&);
template void check(const FilteredComplex<2>&);
template void check(const FilteredComplex<3>&);
template void check(const FilteredComplex<4>&);

}  // namespace tessera
