// SPDX-License-Identifier: MIT
#include "tessera/decomposition/indecomposables.hpp"

#include "decomposition/endomorphism_splitting.hpp"
#include "support/catch.hpp"
#include "support/many_parameters.hpp"
#include "support/naive_multiplicity.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

/// Generator and relation grades, as points of the grid, sorted: enough to tell apart the modules planted here.
template <int N>
using Betti = std::pair<std::vector<Point<N>>, std::vector<Point<N>>>;

template <int N>
Betti<N> betti(const Grid<N>& grid, const GradedMatrix<N>& matrix) {
  Betti<N> result;
  for (const auto& z : matrix.row_grades) result.first.push_back(grid(z));
  for (const auto& z : matrix.column_grades) result.second.push_back(grid(z));
  std::ranges::sort(result.first);
  std::ranges::sort(result.second);
  return result;
}

template <int N>
std::vector<Betti<N>> betti_of_blocks(const IndecomposableDecomposition<N>& decomposition) {
  std::vector<Betti<N>> result;
  for (const auto& block : decomposition.blocks) result.push_back(betti(decomposition.grid, block.matrix));
  std::ranges::sort(result);
  return result;
}

std::vector<Betti<2>> betti_of(const std::vector<Presentation<2>>& modules) {
  std::vector<Betti<2>> result;
  for (const auto& module : modules) {
    const auto minimal = minimal_presentation(module, {}, context);
    result.push_back(betti(minimal.grid, minimal.matrix));
  }
  std::ranges::sort(result);
  return result;
}

Presentation<2> sum_of(const std::vector<Presentation<2>>& modules) {
  Presentation<2> result = modules.front();
  for (std::size_t i = 1; i < modules.size(); ++i) result = direct_sum(result, modules[i]);
  return result;
}

/// The relations of the module, written in the new generators, generate what the relations of the blocks do.
template <int N>
void require_change_of_basis(const Presentation<N>& module, const IndecomposableDecomposition<N>& decomposition) {
  const auto& basis = decomposition.basis;
  const Index size = module.matrix.row_count();
  REQUIRE(basis.column_count() == size);
  BitSystem new_generators(size, size);
  for (Index i = 0; i < size; ++i) {
    BitVector sum(size);
    for (const Index old : basis.column(i)) {
      REQUIRE(precedes(module.matrix.row_grades[old], basis.column_grades[i]));
      sum.toggle(old);
    }
    REQUIRE(new_generators.add(std::move(sum)));  // invertible
  }
  const auto at = [&](const Grade<N>& z) {  // relations of the blocks at z
    BitSystem system(size, module.matrix.column_count() + 1);
    Index first = 0;
    for (const auto& block : decomposition.blocks) {
      for (Index j = 0; j < block.matrix.column_count(); ++j)
        if (precedes(block.matrix.column_grades[j], z)) {
          BitVector sum(size);
          for (const Index row : block.matrix.column(j)) sum.toggle(first + row);
          system.add(std::move(sum));
        }
      first += block.matrix.row_count();
    }
    return system;
  };
  for (Index j = 0; j < module.matrix.column_count(); ++j) {
    BitVector relation(size);
    for (const Index row : module.matrix.column(j)) relation.toggle(row);
    const auto coordinates = new_generators.solve(std::move(relation));
    REQUIRE(coordinates);
    REQUIRE(at(module.matrix.column_grades[j]).solve(*coordinates));
  }
}

/// Four subspaces of V + V in general position but for an endomorphism of V, given by its columns: V + 0, 0 + V, the
/// diagonal and the graph, each killed at a grade of its own. Its endomorphisms are those of V that commute with it.
Presentation<2> four_subspaces(const std::vector<std::vector<Index>>& endomorphism) {
  const auto n = Index(endomorphism.size());
  std::vector<RelationAt> relations;
  for (Index v = 0; v < n; ++v) {
    std::vector<Index> graph{v};
    for (const Index w : endomorphism[v]) graph.push_back(n + w);
    relations.push_back({{1, 4}, {v}});
    relations.push_back({{2, 3}, {n + v}});
    relations.push_back({{3, 2}, {v, n + v}});
    relations.push_back({{4, 1}, graph});
  }
  return presentation_of(7, std::vector<Grade<2>>(2 * n, {{0, 0}}), relations);
}

/// Multiplication by x in Z/2[x] / f, f = x^n + the powers given.
std::vector<std::vector<Index>> companion(Index n, std::vector<Index> powers) {
  std::vector<std::vector<Index>> columns;
  for (Index v = 0; v + 1 < n; ++v) columns.push_back({v + 1});
  columns.push_back(std::move(powers));
  return columns;
}

}  // namespace

TEST_CASE(
    "modules with many generators and relations of one grade and large local endomorphism rings stay whole, "
    "and their sums split",
    "[decomposition][indecomposables]") {
  // x^14, (x^6 + x^3 + 1)^2 and (x + 1)^16
  const auto nilpotent = four_subspaces(companion(14, {}));
  const auto power_of_field = four_subspaces(companion(12, {0, 6}));
  const auto unipotent = four_subspaces(companion(16, {0}));
  for (const auto& module : {nilpotent, power_of_field, unipotent}) {
    const auto decomposition = indecomposables(module, {}, context);
    REQUIRE(decomposition.blocks.size() == 1);
    CHECK(decomposition.blocks[0].is_proven);
  }

  // x^5 (x + 1)^4 and two equal summands: the ring of endomorphisms is not commutative
  RandomStream random(79, 0);
  const auto sum = scrambled(random, sum_of({four_subspaces(companion(9, {5})), power_of_field, power_of_field}));
  const auto decomposition = indecomposables(sum, {.change_of_basis = true}, context);
  std::vector<Index> sizes;
  for (const auto& block : decomposition.blocks) {
    CHECK(block.is_proven);
    sizes.push_back(block.matrix.row_count());
  }
  CHECK(sizes == std::vector<Index>{8, 10, 24, 24});
  require_change_of_basis(minimal_presentation(sum, {}, context), decomposition);
}

TEST_CASE("the zero module has no summand, and one generator is one", "[decomposition][indecomposables][example]") {
  CHECK(indecomposables(presentation_of(4, {}, {}), {}, context).blocks.empty());
  CHECK(indecomposables(presentation_of(4, {{{1, 2}}}, {}), {}, context).blocks.size() == 1);
  CHECK(indecomposables(presentation_of(4, {{{1, 2}}}, {{{{1, 2}}, {0}}}), {}, context).blocks.empty());
}

TEST_CASE("a module that looks joined splits in another basis", "[decomposition][indecomposables][example]") {
  // k[0,5) + k[1,3) along x, constant in y, in the basis a, a + b.
  const auto module = presentation_of(7, {{{0, 0}}, {{1, 0}}}, {{{{3, 0}}, {0, 1}}, {{{5, 0}}, {0}}});
  const auto decomposition = indecomposables(module, {.change_of_basis = true}, context);
  REQUIRE(decomposition.blocks.size() == 2);
  require_change_of_basis(minimal_presentation(module, {}, context), decomposition);
}

TEST_CASE("indecomposable modules stay whole", "[decomposition][indecomposables][example]") {
  for (const auto& module : non_intervals(7)) {
    const auto decomposition = indecomposables(module, {}, context);
    CHECK(decomposition.blocks.size() == 1);
    CHECK(decomposition.blocks[0].is_proven);
  }
}

TEST_CASE("sums of intervals and others are recovered from any basis", "[decomposition][indecomposables][law]") {
  RandomStream random(71, 0);
  const auto others = non_intervals(7);
  for (int trial = 0; trial < 10000; ++trial) {
    std::vector<Presentation<2>> planted;
    for (int k = 1 + int(random.below(4)); k > 0; --k)
      planted.push_back(scrambled_sum(random, {random_staircase(random, 3, 7)}, 7));
    for (int k = int(random.below(3)); k > 0; --k) planted.push_back(others[random.below(others.size())]);
    const auto module = scrambled(random, sum_of(planted));
    const auto decomposition = indecomposables(module, {.change_of_basis = true}, context);
    INFO("trial " << trial);
    REQUIRE(betti_of_blocks(decomposition) == betti_of(planted));
    require_change_of_basis(minimal_presentation(module, {}, context), decomposition);
  }
}

TEST_CASE("blocks of random modules have local endomorphism rings, and their dimensions add up at every grade",
          "[decomposition][indecomposables][oracle]") {
  RandomStream random(72, 0);
  Index judged = 0, split = 0, several_at_once = 0;
  for (int trial = 0; trial < 1500; ++trial) {
    // Few grades, so that relations and generators often share one.
    const Index ranks = 2 + Index(random.below(3));
    Presentation<2> module = presentation_of(int(ranks), {}, {});
    module.matrix = random_graded_matrix<2>(random, 2 + Index(random.below(5)), 1 + Index(random.below(6)), ranks);
    const auto minimal = minimal_presentation(module, {}, context);
    const auto decomposition = indecomposables(module, {.change_of_basis = true}, context);
    require_change_of_basis(minimal, decomposition);
    INFO("trial " << trial);
    for (const auto& z : all_grades<2>(ranks)) {
      Index sum = 0;
      for (const auto& block : decomposition.blocks) sum += naive_cokernel(block.matrix, z);
      REQUIRE(sum == naive_cokernel(minimal.matrix, z));
    }
    for (const auto& block : decomposition.blocks) {
      REQUIRE(block.is_proven);
      const auto is_local = NaiveRepresentation(block.matrix, int(ranks)).is_indecomposable(12);
      if (!is_local) continue;
      REQUIRE(*is_local);
      ++judged;
      several_at_once += block.matrix.row_count() > 2;
    }
    if (decomposition.blocks.size() > 1) {
      const auto is_local = NaiveRepresentation(minimal.matrix, int(ranks)).is_indecomposable(12);
      if (is_local) {
        REQUIRE_FALSE(*is_local);
        ++split;
      }
    }
  }
  CHECK(judged > 2000);
  CHECK(split > 300);
  CHECK(several_at_once > 5);
}

TEST_CASE("with three parameters a thin module that is no interval stays whole", "[decomposition][indecomposables]") {
  Presentation<3> module;
  for (auto& axis : module.grid.axes) axis.values = {0, 1, 2};
  module.matrix.row_grades = {{{1, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}};
  module.matrix.append(Grade<3>{{1, 1, 0}}, std::vector<Index>{0, 1});
  module.matrix.append(Grade<3>{{0, 1, 1}}, std::vector<Index>{1, 2});
  module.matrix.append(Grade<3>{{1, 0, 1}}, std::vector<Index>{0});
  CHECK(indecomposables(module, {}, context).blocks.size() == 1);
}

TEST_CASE("with three parameters blocks split no further, and their dimensions add up",
          "[decomposition][indecomposables][law]") {
  RandomStream random(73, 0);
  Index blocks = 0;
  for (int trial = 0; trial < 200; ++trial) {
    Presentation<3> module;
    for (auto& axis : module.grid.axes) axis.values = {0, 1, 2};
    module.matrix = random_graded_matrix<3>(random, 2 + Index(random.below(5)), 1 + Index(random.below(6)), 3);
    const auto minimal = minimal_presentation(module, {}, context);
    const auto decomposition = indecomposables(module, {.change_of_basis = true}, context);
    require_change_of_basis(minimal, decomposition);
    for (const auto& z : all_grades<3>(3)) {
      Index sum = 0;
      for (const auto& block : decomposition.blocks) sum += naive_cokernel(block.matrix, z);
      REQUIRE(sum == naive_cokernel(minimal.matrix, z));
    }
    for (const auto& block : decomposition.blocks) {
      const Presentation<3> alone{minimal.grid, block.matrix, 0, true};
      REQUIRE(indecomposables(alone, {}, context).blocks.size() == 1);
      ++blocks;
    }
  }
  CHECK(blocks > 300);
}

TEST_CASE("blocks do not depend on the order of generators and relations", "[decomposition][indecomposables][law]") {
  RandomStream random(74, 0);
  for (int trial = 0; trial < 200; ++trial) {
    Presentation<2> module = presentation_of(4, {}, {});
    module.matrix = random_graded_matrix<2>(random, 6, 7, 4);
    REQUIRE(betti_of_blocks(indecomposables(module, {}, context)) ==
            betti_of_blocks(indecomposables(scrambled(random, module), {}, context)));
  }
}
