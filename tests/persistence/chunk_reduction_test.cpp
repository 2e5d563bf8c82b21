// SPDX-License-Identifier: MIT
#include "tessera/persistence/chunk_reduction.hpp"

#include "support/catch.hpp"
#include "support/many_parameters.hpp"

using namespace tessera;

namespace {

const Context context;

template <int N>
void check_chunk(int trials, Index vertices, Index tops, Index ranks) {
  RandomStream random(51, N);
  for (int trial = 0; trial < trials; ++trial) {
    const auto complex = random_filtered_complex<N>(random, vertices, tops, ranks);
    const auto reduced = chunk_reduced(complex, {}, context);
    INFO(N << " parameters, trial " << trial);
    REQUIRE_NOTHROW(check(reduced));
    for (std::size_t d = 1; d < reduced.blocks.size(); ++d)
      for (Index cell = 0; cell < reduced.blocks[d].size(); ++cell)
        for (const Index face : reduced.blocks[d].boundary(cell))
          REQUIRE(reduced.blocks[d - 1].grades[face] != reduced.blocks[d].grades[cell]);

    const Index lowest = Index(random.below(3));
    const auto window = chunk_reduced(complex, {.lowest = lowest, .highest = lowest + 2}, context);
    for (const auto& z : all_grades<N>(ranks))
      for (Index degree = 0; degree < 4; ++degree) {
        const Index dimension = naive_homology(complex, degree, z);
        REQUIRE(naive_homology(reduced, degree, z) == dimension);
        if (degree == lowest + 1 || (degree == 0 && lowest == 0))
          REQUIRE(naive_homology(window, degree, z) == dimension);
      }
  }
}

}  // namespace

TEST_CASE("a disk of one grade reduces to its first point", "[persistence][chunk]") {
  FilteredComplex<3> disk;
  for (auto& axis : disk.grid.axes) axis.values = {0};
  disk.blocks.push_back({.grades = {{}, {}, {}}});
  disk.blocks.push_back({.grades = {{}, {}, {}}, .faces = {0, 1, 0, 2, 1, 2}, .stride = 2});
  disk.blocks.push_back({.grades = {{}}, .faces = {0, 1, 2}, .stride = 3});
  const auto reduced = chunk_reduced(disk, {}, context);
  REQUIRE(reduced.blocks.size() == 1);
  CHECK(reduced.blocks[0].size() == 1);
  CHECK(chunk_reduced(FilteredComplex<3>{}, {}, context).blocks.empty());
}

TEST_CASE("an edge that comes with its end contracts it, a later one then joins what is left", "[persistence][chunk]") {
  FilteredComplex<1> path;
  path.grid.axes[0].values = {0, 1, 2, 3};
  path.blocks.push_back({.grades = {{{0}}, {{1}}, {{2}}}});
  path.blocks.push_back({.grades = {{{1}}, {{3}}}, .faces = {0, 1, 1, 2}, .stride = 2});
  const auto reduced = chunk_reduced(path, {}, context);
  CHECK(reduced.blocks[0].grades == std::vector<Grade<1>>{{{0}}, {{2}}});
  REQUIRE(reduced.blocks[1].size() == 1);
  CHECK(std::vector<Index>(reduced.blocks[1].faces) == std::vector<Index>{0, 1});
}

TEST_CASE("chunk reduction keeps homology at every grade and leaves no facet of its cell's grade",
          "[persistence][chunk][law]") {
  check_chunk<1>(200, 7, 14, 6);
  check_chunk<2>(200, 7, 14, 5);
  check_chunk<3>(100, 7, 12, 4);
  check_chunk<4>(40, 6, 10, 3);
}

TEST_CASE("chunk reduction does not depend on the number of threads", "[persistence][chunk][law]") {
  RandomStream random(52, 0);
  const auto complex = random_filtered_complex<2>(random, 70, 40000, 30);
  REQUIRE(complex.blocks[2].size() > 20000);
  const auto one = chunk_reduced(complex, {}, context);
  const auto other = chunk_reduced(complex, {}, Context({.threads = 4}));
  REQUIRE(one.blocks.size() == other.blocks.size());
  for (std::size_t d = 0; d < one.blocks.size(); ++d) {
    CHECK(one.blocks[d].grades == other.blocks[d].grades);
    CHECK(one.blocks[d].faces == other.blocks[d].faces);
  }
}
