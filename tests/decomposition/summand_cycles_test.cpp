// SPDX-License-Identifier: MIT
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/generator_cycles.hpp"
#include "support/many_parameters.hpp"
#include "support/random_modules.hpp"
#include "tessera/decomposition/indecomposables.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <array>

using namespace tessera;

namespace {

const Context context;

/// The generators of the blocks, sent to their cycles, make the sum of the blocks the homology of the complex.
template <int N>
void require_cycles_of_blocks(const FilteredComplex<N>& complex, Index degree, Index ranks) {
  const auto module = minimal_presentation(complex, {.degree = degree, .cycles = true}, context);
  const auto split = indecomposables(module, {.cycles = true}, context);
  std::vector<WithCycles<N>> blocks;
  for (const auto& block : split.blocks) blocks.push_back({block.matrix, block.cycles});
  const auto fault = fault_of_generators(complex, degree, blocks, all_grades<N>(ranks));
  INFO("degree " << degree << ", parameters " << N << ": " << fault.value_or(""));
  REQUIRE(!fault);
}

/// What is wrong with the cycles of an interval module: at every grade in the support those born span a line, at every
/// other they bound.
std::optional<std::string> fault_of_interval(const Summand<2>& summand, const Grid<2>& grid,
                                             const HomologyOracle<2>& homology, const std::vector<Grade<2>>& grades) {
  const auto& [births, deaths] = summand.support;
  if (summand.cycles.size() != births.size()) return "not one cycle a birth";
  std::vector<HomologyOracle<2>::Row> chains;
  for (const auto& cycle : summand.cycles) {
    auto chain = homology.chain(cycle);
    if (!chain || !homology.is_cycle(*chain)) return "not a cycle";
    chains.push_back(std::move(*chain));
  }
  for (const auto& z : grades) {
    const auto at = grid(z);
    std::vector<HomologyOracle<2>::Row> born;
    for (std::size_t i = 0; i < births.size(); ++i) {
      if (births[i][0] > at[0] || births[i][1] > at[1]) continue;
      if (!homology.lives_at(chains[i], z)) return "a cell that comes after the birth";
      born.push_back(chains[i]);
    }
    const bool is_inside = !born.empty() && std::ranges::any_of(deaths, [&](const Point<2>& death) {
      return at[0] < death[0] && at[1] < death[1];
    });
    if (homology.rank_at(born, z) != (is_inside ? 1 : 0)) return "classes that are not those of the interval";
  }
  return std::nullopt;
}

/// Points on two circles, as a bifiltered graph of rings: circle k has its points and edges at {scale k, density k}.
FilteredComplex<2> two_circles() {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = {0, 1, 2};
  complex.grid.axes[1].values = {10, 20};
  CellBlock<2> points, edges{.stride = 2};
  for (const auto& [first, size, scale, density] : {std::array<Index, 4>{0, 5, 1, 0}, {5, 4, 2, 1}}) {
    for (Index i = 0; i < size; ++i) points.grades.push_back({{0, density}});
    for (Index i = 0; i < size; ++i) {
      edges.grades.push_back({{scale, density}});
      const auto [low, high] = std::minmax({first + i, first + (i + 1) % size});
      edges.faces.insert(edges.faces.end(), {low, high});
    }
  }
  complex.blocks = {points, edges};
  return complex;
}

}  // namespace

TEST_CASE("two circles of different density are two summands, each with its circle",
          "[decomposition][summand_cycles][example]") {
  const auto module = minimal_presentation(two_circles(), {.degree = 1, .cycles = true}, context);
  const auto decomposition = summands(module, {.cycles = true}, context);
  REQUIRE(decomposition.summands.size() == 2);
  const auto& dense = decomposition.summands[0];
  CHECK(dense.support.births == std::vector<Point<2>>{{1, 10}});
  REQUIRE(dense.cycles.size() == 1);
  CHECK(dense.cycles[0] == Cycle{2, {0, 1, 0, 4, 1, 2, 2, 3, 3, 4}, {1, 1, 1, 1, 1}});
  const auto& sparse = decomposition.summands[1];
  CHECK(sparse.support.births == std::vector<Point<2>>{{2, 20}});
  REQUIRE(sparse.cycles.size() == 1);
  CHECK(sparse.cycles[0] == Cycle{2, {5, 6, 5, 8, 6, 7, 7, 8}, {1, 1, 1, 1}});
}

TEST_CASE("the change of basis takes cycles to their sums", "[decomposition][summand_cycles][example]") {
  // Two loops born together; their sum dies first, so it is the generator of a summand.
  auto module = presentation_of(4, {{{0, 0}}, {{0, 0}}}, {{{{1, 0}}, {0, 1}}});
  module.cycles = {Cycle{2, {0, 1, 0, 2, 1, 2}, {1, 1, 1}}, Cycle{2, {1, 2, 1, 3, 2, 3}, {1, 1, 1}}};
  const auto split = indecomposables(module, {.change_of_basis = true, .cycles = true}, context);
  REQUIRE(split.blocks.size() == 2);
  const auto& dying = split.blocks[0].matrix.column_count() == 1 ? split.blocks[0] : split.blocks[1];
  CHECK(dying.cycles == std::vector<Cycle>{{2, {0, 1, 0, 2, 1, 3, 2, 3}, {1, 1, 1, 1}}});
}

TEST_CASE("the cycles of indecomposables present the homology", "[decomposition][summand_cycles][law]") {
  RandomStream random(51, 0);
  for (int trial = 0; trial < 80; ++trial)
    for (Index degree = 0; degree < 3; ++degree) {
      INFO("trial " << trial);
      require_cycles_of_blocks(random_bifiltered_complex(random, 6 + trial % 4, 5), degree, 5);
    }
  for (int trial = 0; trial < 20; ++trial) {
    require_cycles_of_blocks(random_filtered_complex<1>(random, 7, 9, 6), 1, 6);
    require_cycles_of_blocks(random_filtered_complex<3>(random, 6, 8, 3), 1, 3);
    require_cycles_of_blocks(random_filtered_complex<4>(random, 6, 7, 2), 1, 2);
  }
}

TEST_CASE("the cycles of a summand span a line in its support and bound outside",
          "[decomposition][summand_cycles][law]") {
  RandomStream random(52, 0);
  std::size_t exact = 0, with_several_births = 0;
  for (int trial = 0; trial < 80; ++trial) {
    const auto complex = random_bifiltered_complex(random, 6 + trial % 5, 6);
    for (Index degree = 0; degree < 2; ++degree) {
      const auto module = minimal_presentation(complex, {.degree = degree, .cycles = true}, context);
      const auto decomposition = summands(module, {.cycles = true}, context);
      auto without = decomposition;
      for (auto& summand : without.summands) summand.cycles.clear();
      CHECK(without == summands(module, {}, context));
      const HomologyOracle<2> homology(complex, degree);
      for (const auto& summand : decomposition.summands) {
        if (!summand.is_exact) {
          CHECK(summand.cycles.empty());
          continue;
        }
        const auto fault = fault_of_interval(summand, complex.grid, homology, all_grades<2>(6));
        INFO("trial " << trial << ", degree " << degree << ": " << fault.value_or(""));
        REQUIRE(!fault);
        ++exact;
        with_several_births += summand.support.births.size() > 1;
      }
    }
  }
  CHECK(exact > 300);
  CHECK(with_several_births > 20);
}

TEST_CASE("without cycles nothing can be carried along, and a sweep has none",
          "[decomposition][summand_cycles][error]") {
  const auto module = minimal_presentation(two_circles(), {.degree = 1}, context);
  const auto needs = "needs a presentation with cycles, got one without";
  CHECK(reason_of([&] { summands(module, {.cycles = true}, context); }).find(needs) != std::string::npos);
  CHECK(reason_of([&] { indecomposables(module, {.cycles = true}, context); }).find(needs) != std::string::npos);
  const auto with = minimal_presentation(two_circles(), {.degree = 1, .cycles = true}, context);
  CHECK(reason_of([&] {
          summands(with, {.route = SummandsRoute::whole, .cycles = true}, context);
        }).find("tracks of a sweep of the whole module have no cycles") != std::string::npos);
}
