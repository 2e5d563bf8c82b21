// SPDX-License-Identifier: MIT
#include "tessera/persistence/minimal_presentation.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/betti_table.hpp"
#include "tessera/persistence/hilbert_function.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <set>

using namespace tessera;

namespace {

const Context context;

/// Vertices and edges with grades on the integer grid 0 .. 9.
FilteredComplex<2> graph(const std::vector<Grade<2>>& vertices,
                         const std::vector<std::pair<Grade<2>, std::array<Index, 2>>>& edges) {
  FilteredComplex<2> complex;
  for (auto& axis : complex.grid.axes)
    for (int i = 0; i < 10; ++i) axis.values.push_back(i);
  complex.blocks.resize(2);
  complex.blocks[0].grades = vertices;
  complex.blocks[1].stride = 2;
  for (const auto& [grade, ends] : edges) {
    complex.blocks[1].grades.push_back(grade);
    complex.blocks[1].faces.insert(complex.blocks[1].faces.end(), ends.begin(), ends.end());
  }
  return complex;
}

/// The cells in another order, faces renumbered.
FilteredComplex<2> shuffled(const FilteredComplex<2>& complex, RandomStream& random) {
  FilteredComplex<2> result{.grid = complex.grid};
  std::vector<Index> lower_place;
  for (const auto& block : complex.blocks) {
    std::vector<Index> order(block.size()), place(block.size());
    for (Index c = 0; c < order.size(); ++c) order[c] = c;
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    CellBlock<2> mixed{.stride = block.stride};
    for (Index c = 0; c < order.size(); ++c) {
      place[order[c]] = c;
      mixed.grades.push_back(block.grades[order[c]]);
      std::vector<Index> faces;
      for (const Index face : block.boundary(order[c])) faces.push_back(lower_place[face]);
      std::ranges::sort(faces);
      mixed.faces.insert(mixed.faces.end(), faces.begin(), faces.end());
    }
    result.blocks.push_back(std::move(mixed));
    lower_place = place;
  }
  return result;
}

}  // namespace

TEST_CASE("H0 of three points joined by two edges has three generators and two relations", "[persistence][example]") {
  const auto complex =
      graph({{{0, 0}}, {{0, 1}}, {{0, 2}}}, {{{{3, 1}}, {0, 1}}, {{{1, 2}}, {1, 2}}, {{{4, 2}}, {0, 2}}});
  const auto h0 = minimal_presentation(complex, {.degree = 0}, context);
  CHECK(h0.matrix.row_grades == std::vector<Grade<2>>{{{0, 0}}, {{0, 1}}, {{0, 2}}});
  CHECK(h0.matrix.column_grades == std::vector<Grade<2>>{{{3, 1}}, {{1, 2}}});  // the third edge closes a cycle
  CHECK(h0.is_minimal);

  const auto h1 = minimal_presentation(complex, {.degree = 1}, context);
  CHECK(h1.matrix.row_grades == std::vector<Grade<2>>{{{4, 2}}});
  CHECK(h1.matrix.column_count() == 0);
}

TEST_CASE("an edge that enters with its end removes the end, and one that comes later in x but lower in y stays",
          "[persistence][example]") {
  // Edge 01 enters with vertex 1. Edges 02: one early in x and late in y, one the other way round: both are needed.
  const auto complex =
      graph({{{0, 0}}, {{2, 2}}, {{0, 0}}}, {{{{2, 2}}, {0, 1}}, {{{1, 5}}, {0, 2}}, {{{5, 1}}, {0, 2}}});
  const auto h0 = minimal_presentation(complex, {.degree = 0}, context);
  CHECK(h0.matrix.row_grades == std::vector<Grade<2>>{{{0, 0}}, {{0, 0}}});
  CHECK(h0.matrix.column_grades == std::vector<Grade<2>>{{{5, 1}}, {{1, 5}}});
  CHECK(betti_table(h0, {}, context).betti[2] == std::vector<Grade<2>>{{{5, 5}}});
}

TEST_CASE("degrees beyond the complex are zero, degrees beyond what it knows are refused", "[persistence][error]") {
  auto complex = graph({{{0, 0}}, {{0, 0}}}, {{{{1, 0}}, {0, 1}}});
  CHECK(minimal_presentation(complex, {.degree = 5}, context).matrix.row_count() == 0);
  complex.complete_dimension = 1;
  CHECK(minimal_presentation(complex, {.degree = 0}, context).matrix.row_count() == 2);
  CHECK(reason_of([&] { minimal_presentation(complex, {.degree = 1}, context); }) ==
        "needs a complex that is complete up to dimension 2, got one complete up to 1");
  CHECK(reason_of([&] { minimal_presentation(complex, {.degree = none}, context); }) ==
        "needs a complex that is complete up to dimension 4294967296, got one complete up to 1");
  complex.complete_dimension = none;
  CHECK(minimal_presentation(complex, {.degree = none}, context).matrix.row_count() == 0);
  CHECK(minimal_presentation(FilteredComplex<2>{}, {.degree = 0}, context).matrix.row_count() == 0);
}

TEST_CASE("generators minus relations plus their relations count the homology at every grade", "[persistence][law]") {
  RandomStream random(21, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto complex = random_bifiltered_complex(random, 7, 5);
    CHECK_NOTHROW(check(complex));
    for (Index degree = 0; degree <= 3; ++degree) {
      const auto module = minimal_presentation(complex, {.degree = degree}, context);
      CHECK_NOTHROW(check(module));
      for (Index j = 0; j < module.matrix.column_count(); ++j)
        for (const Index row : module.matrix.column(j))
          REQUIRE(module.matrix.row_grades[row] != module.matrix.column_grades[j]);

      const auto hilbert = hilbert_function(module, {}, context);
      const auto& axes = hilbert.grid.axes;
      for (Index x = 0; x < 5; ++x)
        for (Index y = 0; y < 5; ++y) {
          // The function is constant from one sampled value to the next, and zero before the first.
          const auto i = std::ranges::upper_bound(axes[0].values, double(x)) - axes[0].values.begin();
          const auto j = std::ranges::upper_bound(axes[1].values, double(y)) - axes[1].values.begin();
          const Index dimension = i > 0 && j > 0 ? hilbert({{Index(i - 1), Index(j - 1)}}) : 0;
          INFO("trial " << trial << ", degree " << degree << " at (" << x << ", " << y << ")");
          REQUIRE(dimension == naive_dimension(complex, degree, {{x, y}}));
          REQUIRE(naive_dimension(module, {{x, y}}) == dimension);
        }
    }
  }
}

TEST_CASE("Betti grades do not depend on the order of the cells", "[persistence][law]") {
  RandomStream random(22, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto complex = random_bifiltered_complex(random, 8, 6);
    const auto other = shuffled(complex, random);
    for (Index degree = 0; degree <= 2; ++degree) {
      const auto one = betti_table(minimal_presentation(complex, {.degree = degree}, context), {}, context);
      const auto two = betti_table(minimal_presentation(other, {.degree = degree}, context), {}, context);
      REQUIRE(one.betti == two.betti);
    }
  }
}

TEST_CASE("the spanning forest and the matrix give the same degree zero", "[persistence][law]") {
  RandomStream random(23, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto complex = random_bifiltered_complex(random, 9, 6);
    if (complex.blocks.size() < 2) continue;
    const auto forest = minimal_presentation(complex, {.degree = 0}, context);
    Presentation<2> raw{.grid = complex.grid};
    raw.matrix.row_grades = complex.blocks[0].grades;
    for (Index edge = 0; edge < complex.blocks[1].size(); ++edge)
      raw.matrix.append(complex.blocks[1].grades[edge], complex.blocks[1].boundary(edge));
    const auto matrix = minimal_presentation(raw, {}, context);
    INFO("trial " << trial);
    REQUIRE(forest.matrix.row_grades == matrix.matrix.row_grades);
    REQUIRE(forest.matrix.column_grades == matrix.matrix.column_grades);
  }
}

TEST_CASE("results are the same for every number of threads", "[persistence][law]") {
  RandomStream random(24, 0);
  const Context many({.threads = 4});
  for (int trial = 0; trial < 20; ++trial) {
    const auto complex = random_bifiltered_complex(random, 12, 8);
    REQUIRE(minimal_presentation(complex, {.degree = 1}, context) ==
            minimal_presentation(complex, {.degree = 1}, many));
  }
}
