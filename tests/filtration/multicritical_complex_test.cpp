// SPDX-License-Identifier: MIT
#include "tessera/filtration/multicritical_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/many_parameters.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

/// Cells, in the order given, with their grades and faces.
template <int N>
struct CellAt {
  std::vector<Grade<N>> grades;
  std::vector<Index> faces;
};

template <int N>
MulticriticalComplex<N> complex_of(Index ranks, const std::vector<std::vector<CellAt<N>>>& dimensions) {
  MulticriticalComplex<N> complex;
  for (auto& axis : complex.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);
  for (const auto& cells : dimensions) {
    auto& block = complex.blocks.emplace_back();
    for (const auto& [grades, faces] : cells) block.append(grades, faces);
  }
  return complex;
}

/// Random simplices whose cells appear at up to `most` grades, each above a grade of every face.
template <int N>
MulticriticalComplex<N> random_multicritical(RandomStream& random, Index vertices, Index tops, Index ranks,
                                             Index most) {
  const auto shape = random_filtered_complex<N>(random, vertices, tops, 1);
  auto complex = complex_of<N>(ranks, {});
  complex.blocks.resize(shape.blocks.size());
  for (std::size_t d = 0; d < shape.blocks.size(); ++d)
    for (Index cell = 0; cell < shape.blocks[d].size(); ++cell) {
      std::vector<Grade<N>> grades;
      for (std::uint64_t k = 1 + random.below(most); k > 0; --k) {
        Grade<N> grade;
        for (int axis = 0; axis < N; ++axis) grade[axis] = Index(random.below(ranks));
        for (const Index face : shape.blocks[d].boundary(cell)) {
          const auto below = complex.blocks[d - 1].grades_of(face);
          grade = join(grade, below[random.below(below.size())]);
        }
        grades.push_back(grade);
      }
      complex.blocks[d].append(minimal_grades(grades), shape.blocks[d].boundary(cell));
    }
  return complex;
}

/// The cells at w as a one-parameter complex: 0 where a cell is there at z, else 1.
template <int N>
FilteredComplex<1> between(const MulticriticalComplex<N>& complex, const Grade<N>& z, const Grade<N>& w) {
  FilteredComplex<1> slice;
  slice.grid.axes[0].values = {0, 1};
  std::vector<Index> number_below;
  for (const auto& cells : complex.blocks) {
    CellBlock<1> block{.offsets = {0}};
    std::vector<Index> number(cells.size(), none);
    for (Index cell = 0; cell < cells.size(); ++cell) {
      const auto lives_at = [&](const Grade<N>& grade) {
        return std::ranges::any_of(cells.grades_of(cell), [&](const auto& low) { return precedes(low, grade); });
      };
      if (!lives_at(w)) continue;
      number[cell] = block.size();
      block.grades.push_back({{lives_at(z) ? 0u : 1u}});
      for (const Index face : cells.boundary(cell)) block.faces.push_back(number_below[face]);
      block.offsets.push_back(block.faces.size());
    }
    slice.blocks.push_back(std::move(block));
    number_below = std::move(number);
  }
  return slice;
}

template <int N>
void check_homology(int trials, Index vertices, Index tops, Index ranks, Index most) {
  RandomStream random(31, N);
  const auto grades = all_grades<N>(ranks);
  for (int trial = 0; trial < trials; ++trial) {
    const auto complex = random_multicritical<N>(random, vertices, tops, ranks, most);
    const auto free = one_critical(complex, {}, context);
    INFO(N << " parameters, trial " << trial);
    REQUIRE_NOTHROW(check(free));
    for (const auto& z : grades) {
      const auto slice = between(complex, z, z);
      for (Index degree = 0; degree < 4 + N; ++degree)
        REQUIRE(naive_homology(free, degree, z) == naive_homology(slice, degree, {{0}}));
    }

    if (std::ranges::any_of(free.blocks, [](const auto& block) { return block.size() > 64; })) continue;
    for (int pair = 0; pair < 20; ++pair) {
      const auto z = grades[random.below(grades.size())], w = join(z, grades[random.below(grades.size())]);
      const auto slice = between(complex, z, w);
      for (Index degree = 0; degree < 3; ++degree)
        REQUIRE(naive_rank<N>(free, degree, free.grid(z), free.grid(w)) == naive_rank<1>(slice, degree, {0.}, {1.}));
    }
  }
}

}  // namespace

TEST_CASE("a point with two grades becomes two points and an edge at their join", "[filtration][multicritical]") {
  const auto free = one_critical(complex_of<2>(4, {{{{{{3, 0}}, {{0, 2}}}, {}}}}), {}, context);

  REQUIRE(free.blocks.size() == 2);
  CHECK(free.blocks[0].grades == std::vector<Grade<2>>{{{3, 0}}, {{0, 2}}});
  CHECK(free.vertex_point == std::vector<Index>{0, 0});
  CHECK(free.blocks[1].grades == std::vector<Grade<2>>{{{3, 2}}});
  CHECK(std::ranges::equal(free.blocks[1].boundary(0), std::vector<Index>{0, 1}));
}

TEST_CASE("the maximal ideal in three parameters is resolved by its Koszul complex", "[filtration][multicritical]") {
  const std::vector<Grade<3>> corners{{{1, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}};
  const auto free = one_critical(complex_of<3>(2, {{{corners, {}}}}), {}, context);

  REQUIRE(free.blocks.size() == 3);
  CHECK(free.blocks[0].grades == corners);
  CHECK(free.blocks[1].grades == std::vector<Grade<3>>{{{1, 1, 0}}, {{1, 0, 1}}, {{0, 1, 1}}});
  CHECK(free.blocks[2].grades == std::vector<Grade<3>>{{{1, 1, 1}}});
  CHECK(std::ranges::equal(free.blocks[2].boundary(0), std::vector<Index>{0, 1, 2}));
}

TEST_CASE("a complex with one grade a cell comes back as it is", "[filtration][multicritical]") {
  const auto complex = complex_of<2>(3, {{{{{{0, 0}}}, {}}, {{{{0, 1}}}, {}}}, {{{{{2, 1}}}, {0, 1}}}});
  const auto free = one_critical(complex, {}, context);
  REQUIRE(free.blocks.size() == 2);
  CHECK(free.blocks[0].grades == complex.blocks[0].grades);
  CHECK(free.blocks[1].grades == complex.blocks[1].grades);
  CHECK(free.blocks[1].faces == complex.blocks[1].faces);
  CHECK(free.vertex_point.empty());
  CHECK(one_critical(MulticriticalComplex<2>{}, {}, context).blocks.empty());
}

TEST_CASE("minimal grades are those with no other below", "[filtration][multicritical]") {
  CHECK(minimal_grades<2>({{{1, 1}}, {{0, 3}}, {{1, 1}}, {{2, 2}}, {{4, 0}}}) ==
        std::vector<Grade<2>>{{{4, 0}}, {{1, 1}}, {{0, 3}}});
  CHECK(minimal_grades<1>({{{5}}, {{2}}, {{2}}}) == std::vector<Grade<1>>{{{2}}});
  CHECK(minimal_grades<3>({{{1, 0, 0}}, {{1, 0, 1}}, {{0, 1, 1}}}) == std::vector<Grade<3>>{{{1, 0, 0}}, {{0, 1, 1}}});
}

TEST_CASE("one grade a cell keeps the homology of a multi-critical filtration and the maps between grades",
          "[filtration][multicritical][law]") {
  check_homology<1>(20, 6, 10, 6, 4);
  check_homology<2>(200, 6, 10, 6, 5);
  check_homology<3>(100, 5, 7, 4, 5);
  check_homology<4>(40, 5, 5, 3, 5);
}

TEST_CASE("boundaries of copies do not depend on the number of threads", "[filtration][multicritical][law]") {
  RandomStream random(32, 0);
  const Context many({.threads = 4});
  const auto complex = random_multicritical<2>(random, 60, 3000, 40, 12);
  const auto one = one_critical(complex, {}, context), other = one_critical(complex, {}, many);
  REQUIRE(one.blocks.size() == other.blocks.size());
  for (std::size_t d = 0; d < one.blocks.size(); ++d) {
    CHECK(one.blocks[d].grades == other.blocks[d].grades);
    CHECK(one.blocks[d].faces == other.blocks[d].faces);
  }
}

TEST_CASE("a multi-critical filtration that breaks its contract is refused", "[filtration][multicritical][error]") {
  const auto refusal = [](const MulticriticalComplex<2>& complex) {
    return reason_of([&] { one_critical(complex, {}, context); });
  };
  CHECK(refusal(complex_of<2>(3, {{{{}, {}}}})) == "cell 0 of dimension 0 needs a grade, got none");
  CHECK(refusal(complex_of<2>(3, {{{{{{0, 1}}, {{0, 2}}}, {}}}})) ==
        "the 2 grades of cell 0 of dimension 0 need to be incomparable and in colexicographic order");
  CHECK(refusal(complex_of<2>(3, {{{{{{0, 1}}, {{1, 0}}}, {}}}})) ==
        "the 2 grades of cell 0 of dimension 0 need to be incomparable and in colexicographic order");
  CHECK(refusal(complex_of<2>(3, {{{{{{7, 0}}}, {}}}})) == "cell 0 of dimension 0 has a grade outside axis 0");
  CHECK(refusal(complex_of<2>(3, {{{{{{0, 0}}}, {}}}, {{{{{0, 0}}}, {0, 1}}}})) ==
        "cell 0 of dimension 1 has face 1, which does not exist");
  CHECK(refusal(complex_of<2>(3, {{{{{{1, 0}}, {{0, 1}}}, {}}, {{{{0, 0}}}, {}}}, {{{{{0, 0}}}, {0, 1}}}})) ==
        "cell 0 of dimension 1 comes before its face 0");
  auto torn = complex_of<2>(3, {{{{{{0, 0}}}, {}}}});
  torn.blocks[0].grade_offsets.back() = 9;
  CHECK(refusal(torn) == "the cells of dimension 0 do not share out their 1 grades and 0 faces");
  CHECK(code_of([&] { one_critical(torn, {}, context); }) == "D105");
}
