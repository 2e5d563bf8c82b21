// SPDX-License-Identifier: MIT
#include "tessera/decomposition/summands.hpp"

#include "decomposition/grid_sweep.hpp"
#include "decomposition/multiplicity.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

SummandsOptions unscaled(DiagonalSweep sweep = DiagonalSweep::events, SummandsRoute route = SummandsRoute::automatic) {
  return {.route = route, .axis_scale = AxisScaling::unscaled, .sweep = sweep};
}

std::vector<Interval<2>> supports_of(const Decomposition<2>& decomposition) {
  std::vector<Interval<2>> supports;
  for (const auto& summand : decomposition.summands) supports.push_back(summand.support);
  return supports;
}

Index exact_count(const Decomposition<2>& decomposition) {
  return Index(std::ranges::count_if(decomposition.summands, &Summand<2>::is_exact));
}

/// The largest bottleneck distance between the module and its decomposition over random diagonal lines.
double gap_on_unused_lines(RandomStream& random, const Presentation<2>& module, const Decomposition<2>& decomposition,
                           int lines, double size) {
  double gap = 0;
  for (int k = 0; k < lines; ++k) {
    const double c = (2 * random.uniform() - 1) * size;
    std::vector<Bar> bars;
    for (const auto& summand : decomposition.summands) {
      const auto [birth, death] = bar_on_diagonal(summand.support, c);
      bars.push_back({birth, death, decomposition.degree});
    }
    gap = std::max(gap, bottleneck_distance(slice(module, {{0, c}, {1, 1}}), barcode_of(std::move(bars))));
  }
  return gap;
}

}  // namespace

TEST_CASE("an interval module is its own decomposition, drawn by hand", "[decomposition][example]") {
  // Births (0,2) and (1,0), joined at (1,2); dies at (3,2) and (1,4), so its far corner is (3,4).
  const auto module = presentation_of(6, {{{0, 2}}, {{1, 0}}}, {{{{1, 2}}, {0, 1}}, {{{3, 0}}, {1}}, {{{0, 4}}, {0}}});
  const auto decomposition = summands(module, unscaled(), context);
  REQUIRE(decomposition.summands.size() == 1);
  CHECK(decomposition.summands[0].support == Interval<2>{{{0, 2}, {1, 0}}, {{3, 4}}});
  CHECK(decomposition.summands[0].is_exact);
  CHECK(decomposition.certificate.bound() == 0);
}

TEST_CASE("a free module is a sum of quadrants, the zero module has no summand", "[decomposition][example]") {
  const auto free = presentation_of(4, {{{0, 1}}, {{2, 2}}, {{2, 2}}}, {});
  const auto decomposition = summands(free, unscaled(), context);
  CHECK(supports_of(decomposition) == std::vector<Interval<2>>{{{{0, 1}}, {{infinity, infinity}}},
                                                               {{{2, 2}}, {{infinity, infinity}}},
                                                               {{{2, 2}}, {{infinity, infinity}}}});
  CHECK(exact_count(decomposition) == 3);
  CHECK(summands(presentation_of(4, {}, {}), unscaled(), context).summands.empty());
}

TEST_CASE("sums of staircases in scrambled bases come back, with their multiplicities", "[decomposition][law]") {
  RandomStream random(11, 0);
  int recovered = 0, all_exact = 0;
  const int trials = 300;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<Interval<2>> planted;
    for (std::uint64_t k = 1 + random.below(6); k > 0; --k) {
      planted.push_back(random_staircase(random, 3, 16));
      if (random.below(5) == 0) planted.push_back(planted.back());
    }
    std::ranges::sort(planted);
    const auto module = scrambled_sum(random, planted, 16);
    const auto decomposition = summands(module, unscaled(), context);
    INFO("trial " << trial);

    const auto minimal = minimal_presentation(module, {}, context);
    const auto ranked = rank_module(minimal, {1, 1});
    const Multiplicity multiplicity(ranked);
    for (const auto& interval : planted) {
      RankInterval ranks;
      const auto rank = [&](const Point<2>& p) {
        Grade<2> grade;
        for (int axis = 0; axis < 2; ++axis)
          grade[axis] = p[axis] == infinity ? none : rank_of(ranked.scaled[axis], p[axis]);
        return grade;
      };
      for (const auto& b : interval.births) ranks.births.push_back(rank(b));
      for (const auto& d : interval.deaths) ranks.deaths.push_back(rank(d));
      REQUIRE(multiplicity(ranks) == Index(std::ranges::count(planted, interval)));
      REQUIRE(interval_multiplicity(ranked.matrix, ranks) == Index(std::ranges::count(planted, interval)));
    }
    REQUIRE(gap_on_unused_lines(random, module, decomposition, 100, 18) <= decomposition.certificate.bound() + 1e-12);
    recovered += supports_of(decomposition) == planted;
    all_exact += exact_count(decomposition) == decomposition.summands.size();
  }
  CAPTURE(recovered, all_exact);
  CHECK(recovered >= 285);
  CHECK(all_exact >= recovered);
}

TEST_CASE("the decomposition does not depend on the presentation", "[decomposition][law]") {
  RandomStream random(12, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const Index degree = Index(random.below(3));
    const auto complex = random_bifiltered_complex(random, 7, 5);
    const auto module = minimal_presentation(complex, {.degree = degree}, context);
    // The same module in another basis and order: scrambling needs intervals, so relabel and mix by hand.
    auto other = module;
    std::vector<std::vector<Index>> columns;
    for (Index j = 0; j < module.matrix.column_count(); ++j)
      columns.emplace_back(module.matrix.column(j).begin(), module.matrix.column(j).end());
    const auto add = [](std::vector<Index>& to, const std::vector<Index>& from) {
      std::vector<Index> sum;
      std::ranges::set_symmetric_difference(to, from, std::back_inserter(sum));
      to = sum;
    };
    for (int step = 0; step < 40 && !columns.empty(); ++step) {
      const auto p = random.below(columns.size()), q = random.below(columns.size());
      if (p != q && precedes(module.matrix.column_grades[p], module.matrix.column_grades[q]))
        add(columns[q], columns[p]);
      const Index a = Index(random.below(module.matrix.row_count())),
                  b = Index(random.below(module.matrix.row_count()));
      if (a != b && precedes(module.matrix.row_grades[a], module.matrix.row_grades[b]))
        for (auto& column : columns)
          if (std::ranges::binary_search(column, b)) add(column, {a});
    }
    other.is_minimal = false;
    other.matrix = GradedMatrix<2>{.row_grades = module.matrix.row_grades};
    for (Index j = 0; j < columns.size(); ++j) other.matrix.append(module.matrix.column_grades[j], columns[j]);

    for (const auto sweep : {DiagonalSweep::events, DiagonalSweep::grid}) {
      const auto one = summands(module, unscaled(sweep), context), two = summands(other, unscaled(sweep), context);
      INFO("trial " << trial);
      REQUIRE(one == two);
    }
  }
}

TEST_CASE("every diagonal barcode is kept, exactly by events and within the certificate by a grid",
          "[decomposition][law]") {
  RandomStream random(13, 0);
  for (int trial = 0; trial < 150; ++trial) {
    const auto complex = random_bifiltered_complex(random, 8, 6);
    const auto module = minimal_presentation(complex, {.degree = Index(random.below(3))}, context);
    const auto events = summands(module, unscaled(), context);
    INFO("trial " << trial);
    REQUIRE(gap_on_unused_lines(random, module, events, 30, 7) <= 1e-12);

    auto options = unscaled(DiagonalSweep::grid);
    options.line_spacing = 0.37;
    const auto grid = summands(module, options, context);
    REQUIRE(grid.certificate.line_gap <= 1e-9);
    REQUIRE(gap_on_unused_lines(random, module, grid, 30, 7) <= grid.certificate.bound() + 1e-9);
  }
}

TEST_CASE("a grid sweep keeps its certificate where hundreds of bars compete for partners", "[decomposition][law]") {
  RandomStream random(15, 0);
  for (int trial = 0; trial < 3; ++trial) {
    const auto module = minimal_presentation(random_bifiltered_complex(random, 500, 40), {.degree = 0}, context);
    auto options = unscaled(DiagonalSweep::grid);
    options.line_spacing = 6;
    const auto grid = summands(module, options, context);
    CHECK(grid.certificate.line_gap <= 1e-9);
    CHECK(gap_on_unused_lines(random, module, grid, 20, 40) <= grid.certificate.bound() + 1e-9);
  }
}

TEST_CASE("an indecomposable that is no interval is not called exact", "[decomposition][example]") {
  // Three generators and their sum (D4), and a relative of it from the known answers.
  const auto d4 = presentation_of(4, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}});
  CHECK(exact_count(summands(d4, unscaled(), context)) == 0);
  const auto dual = presentation_of(5, {{{0, 0}}, {{0, 0}}}, {{{{1, 3}}, {0}}, {{{2, 2}}, {1}}, {{{3, 1}}, {0, 1}}});
  CHECK(exact_count(summands(dual, unscaled(), context)) == 0);

  // Two generators that meet only at a relation: the sweep finds two intervals, and the module is neither's sum.
  const auto pair = presentation_of(4, {{{0, 1}}, {{1, 0}}}, {{{{2, 2}}, {0, 1}}});
  CHECK(exact_count(summands(pair, unscaled(), context)) == 0);
  RandomStream random(1, 0);
  CHECK(gap_on_unused_lines(random, pair, summands(pair, unscaled(), context), 200, 5) <= 1e-12);
}

TEST_CASE("a chain of overlapping generators is not called exact for any length", "[decomposition][example]") {
  for (int m = 2; m <= 6; ++m) {
    std::vector<Grade<2>> generators;
    std::vector<RelationAt> relations;
    for (int i = 0; i <= m; ++i) generators.push_back({{Index(i), Index(m - i)}});
    for (int i = 0; i < m; ++i) relations.push_back({{{Index(i + 2), Index(m - i + 1)}}, {Index(i), Index(i + 1)}});
    const auto decomposition = summands(presentation_of(m + 3, generators, relations), unscaled(), context);
    INFO(m);
    CHECK(exact_count(decomposition) == 0);
  }
}

TEST_CASE("scaling an axis by a power of two scales the decomposition and changes nothing else",
          "[decomposition][law]") {
  RandomStream random(14, 0);
  for (int trial = 0; trial < 50; ++trial) {
    const auto complex = random_bifiltered_complex(random, 7, 6);
    auto module = minimal_presentation(complex, {.degree = 1}, context);
    const auto before = summands(module, {.sweep = DiagonalSweep::events}, context);
    for (double& value : module.grid.axes[1].values) value *= 0x1p-20;
    const auto after = summands(module, {.sweep = DiagonalSweep::events}, context);
    REQUIRE(before.summands.size() == after.summands.size());
    for (std::size_t i = 0; i < before.summands.size(); ++i) {
      REQUIRE(before.summands[i].is_exact == after.summands[i].is_exact);
      for (std::size_t k = 0; k < before.summands[i].support.births.size(); ++k)
        REQUIRE(before.summands[i].support.births[k][1] * 0x1p-20 == after.summands[i].support.births[k][1]);
    }
  }
}

TEST_CASE("splitting first and sweeping the whole module agree: the same exact summands, both keep every diagonal",
          "[decomposition][law]") {
  RandomStream random(81, 0);
  const auto d4 = presentation_of(7, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}});
  const auto dual = presentation_of(7, {{{0, 0}}, {{0, 0}}}, {{{{1, 3}}, {0}}, {{{2, 2}}, {1}}, {{{3, 1}}, {0, 1}}});
  Index exact = 0, more = 0;
  for (int trial = 0; trial < 200; ++trial) {
    auto module = scrambled_sum(random, {random_staircase(random, 3, 7), random_staircase(random, 3, 7)}, 7);
    if (trial % 2) module = direct_sum(module, trial % 4 == 1 ? d4 : dual);
    module = scrambled(random, module);
    const auto split = summands(module, unscaled(DiagonalSweep::events, SummandsRoute::indecomposables), context);
    const auto whole = summands(module, unscaled(DiagonalSweep::events, SummandsRoute::whole), context);
    INFO("trial " << trial);
    REQUIRE(split.certificate.route == DecompositionCertificate::Route::indecomposables);
    REQUIRE(whole.certificate.route == DecompositionCertificate::Route::whole);
    const auto exact_of = [](const Decomposition<2>& decomposition) {
      std::vector<Interval<2>> supports;
      for (const auto& summand : decomposition.summands)
        if (summand.is_exact) supports.push_back(summand.support);
      return supports;
    };
    const auto of_split = exact_of(split), of_whole = exact_of(whole);
    REQUIRE(std::ranges::includes(of_split, of_whole));  // a sweep of the whole may miss a summand
    REQUIRE(of_split.size() == 2);
    REQUIRE(gap_on_unused_lines(random, module, split, 50, 8) <= 1e-12);
    REQUIRE(gap_on_unused_lines(random, module, whole, 50, 8) <= 1e-12);
    exact += Index(of_whole.size());
    more += Index(of_split.size() - of_whole.size());
  }
  CHECK(exact > 300);
  CHECK(more > 0);
}

TEST_CASE("a limit of one step is refused where splitting is asked for, and sweeps the whole module else",
          "[decomposition][error]") {
  const auto module = presentation_of(7, {{{0, 0}}, {{1, 0}}}, {{{{3, 0}}, {0, 1}}, {{{5, 0}}, {0}}});
  auto options = unscaled();
  options.work_limit = 1;
  CHECK(summands(module, options, context).certificate.route == DecompositionCertificate::Route::whole);
  options.route = SummandsRoute::indecomposables;
  CHECK(code_of([&] { summands(module, options, context); }) == "R302");
}
