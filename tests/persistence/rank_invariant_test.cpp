// SPDX-License-Identifier: MIT
#include "tessera/persistence/rank_invariant.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/naive_ranks.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/signed_decomposition.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

/// The rank from a to b of the signed sum, from the definition of its modules.
template <int N>
std::int64_t rank_of_sum(const SignedBarcode<N>& barcode, const Grade<N>& a, const Grade<N>& b) {
  std::int64_t sum = 0;
  for (const auto& [birth, death, multiplicity] : barcode.bars) {
    bool is_alive = precedes(birth, a);
    if (barcode.kind == SignedBarKind::hook) is_alive = is_alive && !precedes(death, b);
    if (barcode.kind == SignedBarKind::rectangle)
      for (int axis = 0; axis < N; ++axis) is_alive = is_alive && b[axis] < death[axis];
    if (is_alive) sum += multiplicity;
  }
  return sum;
}

template <int N>
bool is_in_order(const SignedBarcode<N>& barcode) {
  for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
    const auto& bar = barcode.bars[i];
    if (bar.multiplicity == 0) return false;
    if (i == 0) continue;
    const auto& before = barcode.bars[i - 1];
    if (before.birth == bar.birth ? !colexicographic(before.death, bar.death)
                                  : !colexicographic(before.birth, bar.birth))
      return false;
  }
  return true;
}

/// Ranks at all pairs, and that hooks and rectangles have the same.
template <int N, class Rank>
int compare(const RankInvariant<N>& invariant, const Rank& rank) {
  int compared = 0;
  const auto hooks = hook_barcode(invariant, context), rectangles = rectangle_barcode(invariant, context);
  REQUIRE(is_in_order(hooks));
  REQUIRE(is_in_order(rectangles));
  for (const auto& a : grades_of(invariant.grid))
    for (const auto& b : grades_of(invariant.grid)) {
      if (!precedes(a, b)) continue;
      const auto naive = rank(invariant.grid(a), invariant.grid(b));
      REQUIRE(std::int64_t(invariant(a, b)) == std::int64_t(naive));
      REQUIRE(rank_of_sum(hooks, a, b) == std::int64_t(naive));
      REQUIRE(rank_of_sum(rectangles, a, b) == std::int64_t(naive));
      ++compared;
    }
  return compared;
}

}  // namespace

TEST_CASE("ranks of random modules are those of dense matrices; hooks and rectangles reproduce them",
          "[persistence][rank][oracle]") {
  int compared = 0;
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(61, N);
    for (int trial = 0; trial < (N < 3 ? 60 : N == 3 ? 12 : 3); ++trial) {
      const auto module = random_module<N>(random, 5, 7, N < 3 ? 6 : 3);
      for (const auto& [kind, resolution] :
           std::vector<std::pair<GridKind, std::vector<Index>>>{{GridKind::exact, {}}, {GridKind::regular, {3}}}) {
        const auto invariant = rank_invariant(module, sampled(RankInvariantOptions{}, kind, resolution), context);
        compared += compare(invariant, [&](const auto& a, const auto& b) { return naive_rank(module, a, b); });
      }
    }
  });
  CHECK(compared > 20000);
}

TEST_CASE("ranks of the homology of complexes are those of cycles modulo boundaries", "[persistence][rank][oracle]") {
  for_parameters<1, 3>([&](auto n) {
    constexpr int N = n();
    RandomStream random(62, N);
    for (int trial = 0; trial < (N < 3 ? 20 : 5); ++trial) {
      const auto complex = random_filtered_complex<N>(random, 6, 6, N < 3 ? 5 : 3);
      for (Index degree = 0; degree < 2; ++degree) {
        auto options = sampled(RankInvariantOptions{}, GridKind::regular, {3});
        options.degree = degree;
        compare(rank_invariant(complex, options, context),
                [&](const auto& a, const auto& b) { return naive_rank<N>(complex, degree, a, b); });
      }
    }
  });
}

TEST_CASE("a square that loses its corner is one rectangle less another, and one hook",
          "[persistence][rank][example]") {
  // One generator at (0, 0), killed at (1, 1): it lives where not both coordinates are >= 1.
  const auto module = presentation_of(2, {{{0, 0}}}, {{{{1, 1}}, {0}}});
  const auto invariant = rank_invariant(module, sampled(RankInvariantOptions{}, GridKind::exact), context);
  CHECK(invariant.ranks.size() == 9);
  CHECK(invariant({{0, 0}}, {{0, 1}}) == 1);
  CHECK(invariant({{0, 0}}, {{1, 1}}) == 0);
  CHECK(hook_barcode(invariant, context).bars == std::vector<SignedBar<2>>{{{{0, 0}}, {{1, 1}}, 1}});
  CHECK(rectangle_barcode(invariant, context).bars ==
        std::vector<SignedBar<2>>{{{{0, 0}}, {{1, 1}}, -1}, {{{0, 0}}, {{none, 1}}, 1}, {{{0, 0}}, {{1, none}}, 1}});
}

TEST_CASE("a sum of rectangles is found again, however its basis is scrambled", "[persistence][rank][law]") {
  RandomStream random(63, 0);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<Interval<2>> intervals;
    std::vector<SignedBar<2>> expected;
    for (int k = 0; k < 4; ++k) {
      const Index x = Index(random.below(4)), y = Index(random.below(4));
      const Index right = x + 1 + Index(random.below(4)), up = y + 1 + Index(random.below(4));
      intervals.push_back({{{double(x), double(y)}}, {{double(right), double(up)}}});
      expected.push_back({{{x, y}}, {{right, up}}, 1});
    }
    const auto module = scrambled_sum(random, intervals, 8);
    auto options = sampled(SignedBarcodeOptions{}, GridKind::exact);
    options.kind = SignedDecomposition::rectangles;
    const auto barcode = signed_barcode(module, options, context);
    std::vector<std::array<double, 4>> found, wanted;
    for (const auto& [birth, death, multiplicity] : barcode.bars) {
      REQUIRE(multiplicity > 0);
      for (std::int64_t copy = 0; copy < multiplicity; ++copy)
        found.push_back({barcode.grid.axes[0].values[birth[0]], barcode.grid.axes[1].values[birth[1]],
                         barcode.grid.axes[0].values[death[0]], barcode.grid.axes[1].values[death[1]]});
    }
    for (const auto& bar : expected)
      wanted.push_back({double(bar.birth[0]), double(bar.birth[1]), double(bar.death[0]), double(bar.death[1])});
    std::ranges::sort(found);
    std::ranges::sort(wanted);
    REQUIRE(found == wanted);
  }
}

TEST_CASE("the Hilbert signed barcode adds up to the dimensions; one on a grid does so there",
          "[persistence][signed][oracle]") {
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(64, N);
    for (int trial = 0; trial < 20; ++trial) {
      const auto module = random_module<N>(random, 5, 6, N < 4 ? 4 : 3);
      for (const auto& [kind, resolution] :
           std::vector<std::pair<GridKind, std::vector<Index>>>{{GridKind::exact, {}}, {GridKind::regular, {3}}}) {
        const auto barcode = signed_barcode(module, sampled(SignedBarcodeOptions{}, kind, resolution), context);
        REQUIRE(barcode.kind == SignedBarKind::free);
        REQUIRE(is_in_order(barcode));
        for (const auto& z : grades_of(barcode.grid)) {
          const auto point = barcode.grid(z);
          REQUIRE(sum_below(barcode, z) == std::int64_t(naive_rank(module, point, point)));
        }
      }
    }
  });
}

TEST_CASE("ranks and signed barcodes are the same on three threads", "[persistence][rank][law]") {
  RandomStream random(65, 0);
  const auto module = random_module<3>(random, 8, 12, 5);
  auto options = sampled(SignedBarcodeOptions{}, GridKind::regular, {4});
  options.kind = SignedDecomposition::hooks;
  const Context many({.threads = 3});
  CHECK(signed_barcode(module, options, many) == signed_barcode(module, options, context));
  const auto ranks = sampled(RankInvariantOptions{}, GridKind::regular, {5, 4, 3});
  CHECK(rank_invariant(module, ranks, many) == rank_invariant(module, ranks, context));
}

TEST_CASE("a rank invariant over the budget, or of a degree that is not there, is refused",
          "[persistence][rank][error]") {
  RandomStream random(66, 0);
  const auto module = random_module<2>(random, 4, 5, 5);
  const auto fine = sampled(RankInvariantOptions{}, GridKind::regular, {200});
  const Context small({.memory_budget = 1 << 20});
  CHECK(code_of([&] { rank_invariant(module, fine, small); }) == "R302");
  CHECK(reason_of([&] { rank_invariant(module, sampled(RankInvariantOptions{}, GridKind::regular, {0}), context); }) ==
        "needs one point at least on each axis, got 0");
  auto complex = random_filtered_complex<2>(random, 5, 5, 3);
  complex.complete_dimension = 1;
  CHECK(code_of([&] { rank_invariant(complex, {}, context); }) == "D106");
  CHECK(code_of([&] { signed_barcode(complex, {}, context); }) == "D106");
  CHECK(rank_invariant(Presentation<2>{}, sampled(RankInvariantOptions{}, GridKind::regular, {2}), context).ranks ==
        std::vector<Index>(9, 0));
  CHECK(rank_invariant(Presentation<2>{}, sampled(RankInvariantOptions{}, GridKind::exact), context).ranks.empty());
}
