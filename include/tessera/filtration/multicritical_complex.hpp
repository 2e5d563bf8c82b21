// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The cells of one dimension, each with the grades at which it appears: an antichain, in colexicographic order. Faces
/// are positions among the cells of the dimension below, strictly increasing.
template <int N>
struct MulticriticalBlock {
  std::vector<Grade<N>> grades;
  std::vector<std::uint64_t> grade_offsets{0};  // cell c appears at grades[grade_offsets[c] .. grade_offsets[c + 1])
  std::vector<Index> faces;                     // coefficients in Z/2
  std::vector<std::uint64_t> face_offsets{0};   // cell c has faces[face_offsets[c] .. face_offsets[c + 1])

  Index size() const noexcept { return Index(grade_offsets.size() - 1); }
  std::span<const Grade<N>> grades_of(Index cell) const noexcept {
    return {grades.data() + grade_offsets[cell], std::size_t(grade_offsets[cell + 1] - grade_offsets[cell])};
  }
  std::span<const Index> boundary(Index cell) const noexcept {
    return {faces.data() + face_offsets[cell], std::size_t(face_offsets[cell + 1] - face_offsets[cell])};
  }
  /// `appearances` as minimal_grades returns them.
  void append(std::span<const Grade<N>> appearances, std::span<const Index> boundary) {
    grades.insert(grades.end(), appearances.begin(), appearances.end());
    grade_offsets.push_back(grades.size());
    faces.insert(faces.end(), boundary.begin(), boundary.end());
    face_offsets.push_back(faces.size());
  }
};

/// A multi-critical N-parameter filtration of a cell complex: a cell is there at z when one of its grades is <= z, and
/// its faces are there too.
template <int N>
struct MulticriticalComplex {
  static constexpr std::string_view artifact = "MulticriticalComplex";
  static constexpr std::string_view meaning = "a filtered complex whose cells appear at several incomparable grades";
  static constexpr int parameters = N;

  Grid<N> grid;
  std::vector<MulticriticalBlock<N>> blocks;  // by dimension
  /// As in FilteredComplex: all cells of dimension <= complete_dimension are present; `none`: the complex is whole.
  Index complete_dimension = none;

  std::string brief() const {
    std::uint64_t cells = 0, grades = 0;
    for (const auto& block : blocks) cells += block.size(), grades += block.grades.size();
    return std::to_string(cells) + " cells with " + std::to_string(grades) + " grades, dimension " +
           std::to_string(int(blocks.size()) - 1);
  }
};

/// The minimal elements of a set of grades, each once, in colexicographic order.
template <int N>
std::vector<Grade<N>> minimal_grades(std::vector<Grade<N>> grades);

/// Verifies the contract on a complex from outside: every cell has a grade, grades lie in the grid and form an
/// antichain in colexicographic order, faces exist and increase, dd = 0, and below every grade of a cell there is one
/// of each of its faces. Throws Error D105/D101 naming dimension, cell and face.
template <int N>
void check(const MulticriticalComplex<N>& complex);

struct OneCriticalOptions {};

/// A complex of free modules with the homology of the multi-critical filtration: at every grade, in every degree, and
/// compatibly with the maps between grades.
///
/// The chains on one cell are a monomial ideal, which is free only for a single grade. Each ideal is resolved and the
/// boundary lifted to the resolutions, so the cells of degree d of the result are the copies of the d-cells (one a
/// grade), the relations between copies of (d - 1)-cells, and so on up to N - 1 steps; boundaries are general chains.
/// A complex with one grade a cell comes back as it is. complete_dimension is kept; vertices are copies, and where a
/// vertex has several, vertex_point names for each the cell of dimension 0 that it is a copy of.
/// Cost: N = 2 linear in the grades times the faces of faces; N = 3, 4 up to the square and cube of the grades of a
/// cell. Checks the input. Throws D105/D101 as `check`, R303 at 2^32 cells of a dimension.
/// Source: the comparison theorem, Weibel 1994, An introduction to homological algebra, 2.2.6; for N = 2 Chacholski,
/// Scolamiero, Vaccarino 2017, Combinatorial presentation of multidimensional persistent homology,
/// doi:10.1016/j.jpaa.2016.09.001.
template <int N>
FilteredComplex<N> one_critical(const MulticriticalComplex<N>& complex, const OneCriticalOptions& options,
                                const Context& context);

#define TESSERA_MULTICRITICAL(N)                                                                             \
  extern template std::vector<Grade<N>> minimal_grades(std::vector<Grade<N>>);                               \
  extern template void check(const MulticriticalComplex<N>&);                                                \
  extern template FilteredComplex<N> one_critical(const MulticriticalComplex<N>&, const OneCriticalOptions&, \
                                                  const Context&);
TESSERA_MULTICRITICAL(1)
TESSERA_MULTICRITICAL(2)
TESSERA_MULTICRITICAL(3)
TESSERA_MULTICRITICAL(4)
#undef TESSERA_MULTICRITICAL

}  // namespace tessera
