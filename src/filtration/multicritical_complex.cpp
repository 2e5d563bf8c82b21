// SPDX-License-Identifier: MIT
#include "tessera/filtration/multicritical_complex.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Every cell has grades and faces inside the arrays of its block, and none is left over.
template <int N>
void check_layout(const MulticriticalBlock<N>& block, std::size_t dimension) {
  const auto shares_out = [](const std::vector<std::uint64_t>& offsets, std::size_t items) {
    return !offsets.empty() && offsets.front() == 0 && offsets.back() == items && std::ranges::is_sorted(offsets);
  };
  if (!shares_out(block.grade_offsets, block.grades.size()) || !shares_out(block.face_offsets, block.faces.size()) ||
      block.grade_offsets.size() != block.face_offsets.size())
    throw Error(codes::bad_complex,
                fmt::format("the cells of dimension {} do not share out their {} grades and {} faces", dimension,
                            block.grades.size(), block.faces.size()));
}

/// The cells and faces without their grades: faces exist and increase, and dd = 0.
template <int N>
void check_faces(const MulticriticalComplex<N>& complex) {
  FilteredComplex<N> shape{.grid = complex.grid};
  for (const auto& block : complex.blocks)
    shape.blocks.push_back(
        {.grades = std::vector<Grade<N>>(block.size()), .faces = block.faces, .offsets = block.face_offsets});
  check(shape);
}

template <int N>
void check_grades(const MulticriticalComplex<N>& complex, std::size_t dimension, Index cell) {
  const auto grades = complex.blocks[dimension].grades_of(cell);
  if (grades.empty())
    throw Error(codes::bad_complex, fmt::format("cell {} of dimension {} needs a grade, got none", cell, dimension));
  for (const Grade<N>& grade : grades)
    for (int axis = 0; axis < N; ++axis)
      if (grade[axis] >= complex.grid.axes[axis].values.size())
        throw Error(codes::bad_complex,
                    fmt::format("cell {} of dimension {} has a grade outside axis {}", cell, dimension, axis));
  if (!std::ranges::equal(grades, minimal_grades(std::vector(grades.begin(), grades.end()))))
    throw Error(
        codes::bad_complex,
        fmt::format("the {} grades of cell {} of dimension {} need to be incomparable and in colexicographic order",
                    grades.size(), cell, dimension));

  for (const Index face : complex.blocks[dimension].boundary(cell)) {
    const auto face_grades = complex.blocks[dimension - 1].grades_of(face);
    const auto is_there = [&](const Grade<N>& grade) {
      if constexpr (N == 2) {  // in colexicographic order first ranks fall: the earliest that is low enough is lowest
        const auto low = std::ranges::partition_point(face_grades, [&](const Grade<N>& g) { return g[0] > grade[0]; });
        return low != face_grades.end() && precedes(*low, grade);
      } else {
        return std::ranges::any_of(face_grades, [&](const Grade<N>& low) { return precedes(low, grade); });
      }
    };
    for (const Grade<N>& grade : grades)
      if (!is_there(grade))
        throw Error(codes::bad_complex,
                    fmt::format("cell {} of dimension {} comes before its face {}", cell, dimension, face));
  }
}

}  // namespace

template <int N>
std::vector<Grade<N>> minimal_grades(std::vector<Grade<N>> grades) {
  std::ranges::sort(grades, colexicographic<N>);
  std::size_t kept = 0;
  for (const Grade<N>& grade : grades) {
    const auto is_below = [&](const Grade<N>& low) { return precedes(low, grade); };
    if constexpr (N <= 2) {  // of those kept, the last has the least first rank
      if (kept > 0 && is_below(grades[kept - 1])) continue;
    } else {
      if (std::any_of(grades.begin(), grades.begin() + std::ptrdiff_t(kept), is_below)) continue;
    }
    grades[kept++] = grade;
  }
  grades.resize(kept);
  return grades;
}

template <int N>
void check(const MulticriticalComplex<N>& complex) {
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension)
    check_layout(complex.blocks[dimension], dimension);
  check_faces(complex);
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension)
    for (Index cell = 0; cell < complex.blocks[dimension].size(); ++cell) check_grades(complex, dimension, cell);
}

#define TESSERA_MULTICRITICAL(N)                                               \
  template std::vector<Grade<N>> minimal_grades(std::vector<Grade<N>> grades); \
  template void check(const MulticriticalComplex<N>&);
TESSERA_MULTICRITICAL(1)
TESSERA_MULTICRITICAL(2)
TESSERA_MULTICRITICAL(3)
TESSERA_MULTICRITICAL(4)
#undef TESSERA_MULTICRITICAL

}  // namespace tessera
