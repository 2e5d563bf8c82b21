// SPDX-License-Identifier: MIT
#include "support/generator_cycles.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "support/random_modules.hpp"
#include "tessera/filtration/multicritical_complex.hpp"
#include "tessera/persistence/coarsening.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rips_presentation.hpp"

using namespace tessera;

namespace {

const Context context;

template <int N>
void require_cycles_of_generators(const FilteredComplex<N>& complex, Index degree, Index ranks,
                                  Preprocessing preprocessing = Preprocessing::automatic) {
  const auto module =
      minimal_presentation(complex, {.degree = degree, .preprocessing = preprocessing, .cycles = true}, context);
  check(module);
  const auto fault = fault_of_generators<N>(complex, degree, {{module.matrix, module.cycles}}, all_grades<N>(ranks));
  INFO("degree " << degree << ", parameters " << N << ": " << fault.value_or(""));
  REQUIRE(!fault);
}

Grade<2> mirrored(const Grade<2>& z) { return {{z[1], z[0]}}; }

/// The cells of a bifiltered complex, each at its grade and at the mirrored one.
MulticriticalComplex<2> with_mirrored_grades(const FilteredComplex<2>& complex) {
  MulticriticalComplex<2> result{.grid = complex.grid};
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    result.blocks.emplace_back();
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
      const auto& grade = complex.blocks[d].grades[cell];
      result.blocks[d].append(minimal_grades<2>({grade, mirrored(grade)}), complex.blocks[d].boundary(cell));
    }
  }
  return result;
}

/// The cells of those that are there at z, all at one grade, under the numbers they have; the others a grade later.
FilteredComplex<2> there_at(const FilteredComplex<2>& complex, const Grade<2>& z) {
  auto result = complex;
  for (auto& block : result.blocks)
    for (auto& grade : block.grades) {
      const bool is_there = precedes(grade, z) || precedes(mirrored(grade), z);
      grade = is_there ? Grade<2>{{0, 0}} : Grade<2>{{1, 1}};
    }
  return result;
}

/// The edges 01, 12, 23, 03 of a square at `sides` and a diagonal 02 with its two triangles later.
FilteredComplex<2> square() {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = complex.grid.axes[1].values = {0, 1, 2};
  complex.blocks.push_back({.grades = std::vector<Grade<2>>(4, Grade<2>{{0, 0}})});
  complex.blocks.push_back({.grades = {{{1, 0}}, {{1, 0}}, {{0, 1}}, {{1, 0}}, {{2, 0}}},
                            .faces = {0, 1, 1, 2, 2, 3, 0, 3, 0, 2},
                            .stride = 2});
  complex.blocks.push_back({.grades = {{{2, 0}}, {{2, 2}}}, .faces = {0, 1, 4, 2, 3, 4}, .stride = 3});  // 012, 023
  return complex;
}

}  // namespace

TEST_CASE("the loop of a square is the cycle of its generator", "[persistence][generator_cycles][example]") {
  auto complex = square();
  auto module = minimal_presentation(complex, {.degree = 1, .cycles = true}, context);
  REQUIRE(module.cycles.size() == 1);
  CHECK(module.matrix.row_grades[0] == Grade<2>{{1, 1}});
  CHECK(module.cycles[0] == Cycle{2, {0, 1, 0, 3, 1, 2, 2, 3}, {1, 1, 1, 1}});
  CHECK(module.brief() == "H1: 1 generators, 1 relations, minimal, with cycles");

  complex.vertex_point = {7, 3, 5, 1};  // now 0 1 2 3 are called 7 3 5 1
  module = minimal_presentation(complex, {.degree = 1, .cycles = true}, context);
  CHECK(module.cycles[0] == Cycle{2, {1, 5, 1, 7, 3, 5, 3, 7}, {1, 1, 1, 1}});
}

TEST_CASE("generators of degree 0 are points", "[persistence][generator_cycles][example]") {
  const auto module = minimal_presentation(square(), {.degree = 0, .cycles = true}, context);
  REQUIRE(module.cycles.size() == 4);
  for (Index i = 0; i < 4; ++i) CHECK(module.cycles[i] == Cycle{1, {i}, {1}});
}

TEST_CASE("a Rips presentation gives cycles by the homology of the complex",
          "[persistence][generator_cycles][example]") {
  const PointCloud corners(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  const ScalarField values({0, 1, 2, 3});
  const auto module = rips_presentation(corners, values, {.cycles = true}, context);
  REQUIRE(module.cycles.size() == 1);
  CHECK(module.cycles[0] == Cycle{2, {0, 1, 0, 3, 1, 2, 2, 3}, {1, 1, 1, 1}});
  CHECK(module.matrix == rips_presentation(corners, values, {}, context).matrix);
  CHECK(reason_of([&] {
          rips_presentation(corners, values, {.route = RipsPresentationRoute::cohomology, .cycles = true}, context);
        }).find("needs the homology route for cycles") != std::string::npos);
}

TEST_CASE("several simplices on the same vertices are told apart by their position",
          "[persistence][generator_cycles][example]") {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = complex.grid.axes[1].values = {0};
  complex.blocks.push_back({.grades = std::vector<Grade<2>>(2, Grade<2>{{0, 0}})});
  complex.blocks.push_back({.grades = std::vector<Grade<2>>(2, Grade<2>{{0, 0}}), .faces = {0, 1, 0, 1}, .stride = 2});
  const auto module = minimal_presentation(complex, {.degree = 1, .cycles = true}, context);
  REQUIRE(module.cycles.size() == 1);
  CHECK(module.cycles[0] == Cycle{1, {0, 1}, {1, 1}});
}

TEST_CASE("the cycles of the generators present the homology", "[persistence][generator_cycles][law]") {
  RandomStream random(41, 0);
  for (int trial = 0; trial < 120; ++trial) {
    const auto complex = random_bifiltered_complex(random, 5 + trial % 5, 5);
    for (Index degree = 0; degree < 3; ++degree) {
      INFO("trial " << trial);
      require_cycles_of_generators(complex, degree, 5);
      require_cycles_of_generators(complex, degree, 5, Preprocessing::plain);
    }
  }
}

TEST_CASE("the cycles of the generators present the homology for 1, 3 and 4 parameters",
          "[persistence][generator_cycles][law]") {
  RandomStream random(42, 0);
  for (int trial = 0; trial < 40; ++trial)
    for (Index degree = 0; degree < 3; ++degree) {
      INFO("trial " << trial);
      require_cycles_of_generators(random_filtered_complex<1>(random, 7, 9, 6), degree, 6);
      require_cycles_of_generators(random_filtered_complex<3>(random, 6, 8, 3), degree, 3);
      require_cycles_of_generators(random_filtered_complex<4>(random, 6, 7, 2), degree, 2);
    }
}

TEST_CASE("cycles of a multi-critical complex are chains of its points, whatever copies they were found on",
          "[persistence][generator_cycles][law]") {
  RandomStream random(45, 0);
  std::size_t several = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const auto complex = random_bifiltered_complex(random, 6 + trial % 4, 5);
    const auto copies = one_critical(with_mirrored_grades(complex), {}, context);
    if (copies.vertex_point.empty()) continue;  // every vertex at (0, 0)
    for (Index degree = 0; degree < 2; ++degree) {
      const auto module = minimal_presentation(copies, {.degree = degree, .cycles = true}, context);
      several += module.cycles.size();
      for (const auto& z : all_grades<2>(5)) {
        const auto now = there_at(complex, z);
        const HomologyOracle<2> homology(now, degree);
        std::vector<HomologyOracle<2>::Row> alive;
        for (Index row = 0; row < module.matrix.row_count(); ++row) {
          if (!precedes(module.matrix.row_grades[row], z)) continue;
          const auto chain = homology.chain(module.cycles[row]);
          REQUIRE(chain);
          REQUIRE(homology.lives_at(*chain, {{0, 0}}));
          REQUIRE(homology.is_cycle(*chain));
          if (module.matrix.row_grades[row] == z) REQUIRE(homology.rank_at({*chain}, {{0, 0}}) == 1);
          alive.push_back(*chain);
        }
        REQUIRE(homology.rank_at(alive, {{0, 0}}) == homology.dimension_at({{0, 0}}));
      }
    }
  }
  CHECK(several > 300);
}

TEST_CASE("asking for cycles changes no grade of a presentation", "[persistence][generator_cycles][law]") {
  RandomStream random(43, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto complex = random_bifiltered_complex(random, 8, 6);
    for (Index degree = 0; degree < 3; ++degree) {
      const auto without = minimal_presentation(complex, {.degree = degree}, context);
      const auto with = minimal_presentation(complex, {.degree = degree, .cycles = true}, context);
      CHECK(without.cycles.empty());
      CHECK(with.matrix.row_grades == without.matrix.row_grades);
      CHECK(with.matrix.column_grades == without.matrix.column_grades);
      const auto plain =
          minimal_presentation(complex, {.degree = degree, .preprocessing = Preprocessing::plain}, context);
      const auto plain_with = minimal_presentation(
          complex, {.degree = degree, .preprocessing = Preprocessing::plain, .cycles = true}, context);
      CHECK(plain_with.matrix == plain.matrix);
    }
  }
}

TEST_CASE("a presentation that is coarsened and minimised keeps the cycles of what is left",
          "[persistence][generator_cycles][law]") {
  RandomStream random(44, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto complex = random_bifiltered_complex(random, 7, 6);
    CoarseningOptions coarsening;
    coarsening.resolution = {3, 3};
    for (Index degree = 0; degree < 2; ++degree) {
      auto module =
          coarsen(minimal_presentation(complex, {.degree = degree, .cycles = true}, context), coarsening, context);
      module = minimal_presentation(module, {.cycles = true}, context);
      check(module);
      for (Index row = 0; row < module.matrix.row_count(); ++row) {
        const HomologyOracle<2> homology(complex, degree);
        const auto birth = module.grid(module.matrix.row_grades[row]);
        Grade<2> z{{0, 0}};  // the last grade of the complex at or below the birth
        for (int axis = 0; axis < 2; ++axis)
          while (z[axis] + 1 < complex.grid.axes[axis].values.size() &&
                 complex.grid.axes[axis].values[z[axis] + 1] <= birth[axis])
            ++z[axis];
        const auto chain = homology.chain(module.cycles[row]);
        REQUIRE(chain);
        CHECK(homology.lives_at(*chain, z));
        CHECK(homology.is_cycle(*chain));
        CHECK(homology.rank_at({*chain}, z) == 1);
      }
    }
  }
}

TEST_CASE("cycles are refused where there is nothing to take them from", "[persistence][generator_cycles][error]") {
  const auto complex = square();
  CHECK(reason_of([&] {
          minimal_presentation(complex, {.preprocessing = Preprocessing::chunk, .cycles = true}, context);
        }).find("needs plain, flag or automatic where cycles are asked for") != std::string::npos);
  const auto module = minimal_presentation(complex, {.degree = 1}, context);
  CHECK(reason_of([&] {
          minimal_presentation(module, {.cycles = true}, context);
        }).find("needs a presentation with cycles, got one without") != std::string::npos);
  auto wrong = minimal_presentation(complex, {.degree = 1, .cycles = true}, context);
  wrong.cycles.emplace_back();
  CHECK(reason_of([&] { check(wrong); }) == "needs no cycles or one for each of 1 generators, got 2");
}
