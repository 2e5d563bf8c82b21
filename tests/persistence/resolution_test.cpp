// SPDX-License-Identifier: MIT
// Minimal presentations and free resolutions for one to four parameters.
#include "tessera/persistence/resolution.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

template <int N>
Presentation<N> presentation_on(Index ranks, GradedMatrix<N> matrix) {
  Presentation<N> module{.matrix = std::move(matrix)};
  for (auto& axis : module.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);
  return module;
}

template <int N>
void check_minimal(const FreeResolution<N>& resolution) {
  REQUIRE_NOTHROW(check(as_complex(resolution)));  // dd = 0, grades are ordered
  REQUIRE(resolution.maps.size() <= N);
  for (const auto& map : resolution.maps)
    for (Index column = 0; column < map.column_count(); ++column)
      for (const Index row : map.column(column)) REQUIRE(map.row_grades[row] != map.column_grades[column]);
}

/// H_0 of the resolution is the module and nothing else has homology; Betti numbers count dimensions.
template <int N, class Dimension>
void check_exact(const FreeResolution<N>& resolution, Index ranks, const Dimension& dimension) {
  const auto complex = as_complex(resolution);
  const auto betti = betti_numbers(resolution);
  for (const auto& z : all_grades<N>(ranks)) {
    REQUIRE(naive_homology(complex, 0, z) == dimension(z));
    std::int64_t sum = 0;
    for (Index j = 0; j <= N; ++j) {
      if (j > 0) REQUIRE(naive_homology(complex, j, z) == 0);
      sum += (j % 2 == 0 ? 1 : -1) * std::int64_t{count_below(betti[j], z)};
    }
    REQUIRE(sum == dimension(z));
  }
}

template <int N>
void check_resolutions(int trials, Index vertices, Index tops, Index ranks) {
  RandomStream random(71, N);
  std::size_t longest = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const auto complex = random_filtered_complex<N>(random, vertices, tops, ranks);
    INFO(N << " parameters, trial " << trial);
    for (Index degree = 0; degree < 4; ++degree) {
      const auto module = minimal_presentation(complex, {.degree = degree}, context);
      REQUIRE_NOTHROW(check(module));
      REQUIRE(module.is_minimal);
      const auto resolution = minimal_free_resolution(module, {}, context);
      REQUIRE(resolution.maps[0] == module.matrix);
      check_minimal(resolution);
      check_exact(resolution, ranks, [&](const Grade<N>& z) { return naive_homology(complex, degree, z); });
    }

    const auto module = presentation_on<N>(
        ranks, random_graded_matrix<N>(random, 1 + Index(random.below(4)), Index(random.below(9)), ranks));
    const auto resolution = minimal_free_resolution(module, {}, context);
    check_minimal(resolution);
    check_exact(resolution, ranks, [&](const Grade<N>& z) { return naive_cokernel(module.matrix, z); });
    longest = std::max(longest, resolution.maps.size());
  }
  CHECK(longest >= std::min<std::size_t>(N, 3));
}

/// The same complex with one more axis, inserted at `axis`, on which every cell has rank 0.
FilteredComplex<3> with_constant_axis(const FilteredComplex<2>& complex, int axis) {
  FilteredComplex<3> lifted;
  for (int other = 0, from = 0; other < 3; ++other)
    if (other == axis)
      lifted.grid.axes[other].values = {0};
    else
      lifted.grid.axes[other] = complex.grid.axes[from++];
  for (const auto& block : complex.blocks) {
    CellBlock<3> cells{.faces = block.faces, .stride = block.stride, .offsets = block.offsets};
    for (const auto& grade : block.grades) {
      Grade<3> higher;
      for (int other = 0, from = 0; other < 3; ++other) higher[other] = other == axis ? 0 : grade[from++];
      cells.grades.push_back(higher);
    }
    lifted.blocks.push_back(std::move(cells));
  }
  return lifted;
}

template <int N>
FilteredComplex<N> with_reversed_cells(const FilteredComplex<N>& complex) {
  FilteredComplex<N> reversed{.grid = complex.grid};
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    const auto& block = complex.blocks[d];
    CellBlock<N> cells{.stride = block.stride};
    for (Index cell = block.size(); cell-- > 0;) {
      cells.grades.push_back(block.grades[cell]);
      const auto faces = block.boundary(cell);
      for (auto face = faces.rbegin(); face != faces.rend(); ++face)
        cells.faces.push_back(complex.blocks[d - 1].size() - 1 - *face);
    }
    reversed.blocks.push_back(std::move(cells));
  }
  return reversed;
}

}  // namespace

TEST_CASE("the field at a corner is resolved by the Koszul complex", "[persistence][resolution]") {
  GradedMatrix<4> matrix;
  matrix.row_grades = {{{0, 0, 0, 0}}};
  for (int axis = 0; axis < 4; ++axis) {
    Grade<4> unit{};
    unit[axis] = 1;
    matrix.append(unit, std::vector<Index>{0});
  }
  const auto resolution = minimal_free_resolution(presentation_on<4>(2, matrix), {}, context);
  check_minimal(resolution);
  std::vector<std::size_t> ranks;
  for (const auto& grades : betti_numbers(resolution)) ranks.push_back(grades.size());
  CHECK(ranks == std::vector<std::size_t>{1, 4, 6, 4, 1});
  CHECK(betti_numbers(resolution)[4] == std::vector<Grade<4>>{{{1, 1, 1, 1}}});
  CHECK(resolution.brief() == "ranks 1, 4, 6, 4, 1");
}

TEST_CASE("a thin indecomposable that is no interval keeps its three generators and relations",
          "[persistence][resolution]") {
  // a (1,0,0), b (0,1,0), c (0,0,1) with a + b = 0 at (1,1,0), b + c = 0 at (0,1,1), a = 0 at (1,0,1).
  GradedMatrix<3> matrix;
  matrix.row_grades = {{{1, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}};
  matrix.append({{1, 1, 0}}, std::vector<Index>{0, 1});
  matrix.append({{1, 0, 1}}, std::vector<Index>{0});
  matrix.append({{0, 1, 1}}, std::vector<Index>{1, 2});
  const auto module = presentation_on<3>(3, matrix);
  const auto minimal = minimal_presentation(module, {}, context);
  CHECK(minimal.matrix == matrix);

  const auto resolution = minimal_free_resolution(minimal, {}, context);
  check_minimal(resolution);
  check_exact(resolution, 3, [&](const Grade<3>& z) { return naive_cokernel(matrix, z); });
  CHECK(resolution.maps.size() == 1);  // at (1,1,1) the three relations kill all: they are independent
}

TEST_CASE("a free module is its own resolution", "[persistence][resolution]") {
  GradedMatrix<3> matrix;
  matrix.row_grades = {{{1, 0, 0}}, {{0, 0, 2}}};
  const auto resolution = minimal_free_resolution(presentation_on<3>(3, matrix), {}, context);
  REQUIRE(resolution.maps.size() == 1);
  CHECK(resolution.maps[0] == matrix);
  CHECK(as_complex(resolution).blocks.size() == 1);
  CHECK(minimal_free_resolution(Presentation<3>{}, {}, context).maps[0].row_count() == 0);
}

TEST_CASE("generators killed at once and repeated relations leave a minimal presentation",
          "[persistence][resolution]") {
  GradedMatrix<3> matrix;
  matrix.row_grades = {{{0, 0, 0}}, {{1, 1, 1}}};
  matrix.append({{1, 1, 1}}, std::vector<Index>{0, 1});  // the second generator is the first
  matrix.append({{2, 2, 2}}, std::vector<Index>{1});
  matrix.append({{2, 2, 2}}, std::vector<Index>{0});
  const auto minimal = minimal_presentation(presentation_on<3>(3, matrix), {}, context);
  CHECK(minimal.matrix.row_grades == std::vector<Grade<3>>{{{0, 0, 0}}});
  CHECK(minimal.matrix.column_grades == std::vector<Grade<3>>{{{2, 2, 2}}});
}

TEST_CASE("presentations and resolutions are minimal and exact at every grade", "[persistence][resolution][law]") {
  check_resolutions<1>(60, 7, 14, 6);
  check_resolutions<2>(100, 7, 14, 5);
  check_resolutions<3>(100, 7, 12, 4);
  check_resolutions<4>(40, 6, 10, 3);
}

TEST_CASE("two parameters among three have the Betti numbers of two", "[persistence][resolution][law]") {
  RandomStream random(72, 0);
  for (int trial = 0; trial < 700; ++trial) {
    const auto complex = random_filtered_complex<2>(random, 8, 18, 6);
    const int axis = int(random.below(3));
    const auto lifted = with_constant_axis(complex, axis);
    for (Index degree = 0; degree < 3; ++degree) {
      const auto plane =
          minimal_free_resolution(minimal_presentation(complex, {.degree = degree}, context), {}, context);
      const auto space =
          minimal_free_resolution(minimal_presentation(lifted, {.degree = degree}, context), {}, context);
      const auto expected = betti_numbers(plane);
      const auto betti = betti_numbers(space);
      REQUIRE(betti[3].empty());
      for (int j = 0; j < 3; ++j) {
        std::vector<Grade<2>> dropped;
        for (const auto& grade : betti[j]) {
          Grade<2> lower;
          for (int other = 0, to = 0; other < 3; ++other)
            if (other != axis) lower[to++] = grade[other];
          dropped.push_back(lower);
        }
        INFO("trial " << trial << ", degree " << degree << ", Betti number " << j);
        REQUIRE(dropped == expected[j]);
      }
    }
  }
}

TEST_CASE("Betti numbers do not depend on the order of the cells, nor on threads", "[persistence][resolution][law]") {
  RandomStream random(73, 0);
  const Context many({.threads = 4});
  for (int trial = 0; trial < 60; ++trial) {
    const auto complex = random_filtered_complex<3>(random, 9, 22, 5);
    const auto one = minimal_free_resolution(minimal_presentation(complex, {.degree = 1}, context), {}, context);
    const auto other = minimal_free_resolution(
        minimal_presentation(with_reversed_cells(complex), {.degree = 1}, context), {}, context);
    REQUIRE(betti_numbers(one) == betti_numbers(other));
    REQUIRE(minimal_free_resolution(minimal_presentation(complex, {.degree = 1}, many), {}, many) == one);
  }
}

TEST_CASE("cancelling cells first changes no Betti number", "[persistence][resolution][law]") {
  RandomStream random(74, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto complex = random_filtered_complex<3>(random, 9, 22, 5);
    for (Index degree = 0; degree < 3; ++degree) {
      const auto betti = [&](Preprocessing preprocessing) {
        const auto module = minimal_presentation(complex, {.degree = degree, .preprocessing = preprocessing}, context);
        return betti_numbers(minimal_free_resolution(module, {}, context));
      };
      REQUIRE(betti(Preprocessing::plain) == betti(Preprocessing::chunk));
      REQUIRE(betti(Preprocessing::plain) == betti(Preprocessing::automatic));
    }
  }
  CHECK(reason_of([&] {
          minimal_presentation(FilteredComplex<3>{}, {.preprocessing = Preprocessing::flag}, context);
        }) == "flag needs a complex with two parameters, got 3");
}

TEST_CASE("degrees beyond what a complex of three parameters knows are refused", "[persistence][resolution][error]") {
  FilteredComplex<3> complex;
  complex.complete_dimension = 2;
  CHECK(minimal_presentation(complex, {.degree = 1}, context).matrix.row_count() == 0);
  CHECK(reason_of([&] { minimal_presentation(complex, {.degree = 2}, context); }) ==
        "needs a complex that is complete up to dimension 3, got one complete up to 2");
}
