// SPDX-License-Identifier: MIT
#include "core/assignment.hpp"
#include "decomposition/event_sweep.hpp"
#include "decomposition/multiplicity.hpp"
#include "decomposition/sparser_basis.hpp"
#include "decomposition/transposed_reduction.hpp"

#include "support/catch.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <numeric>

using namespace tessera;

namespace {

const Context context;

Presentation<2> random_module(RandomStream& random) {
  return minimal_presentation(random_bifiltered_complex(random, 9, 7), {.degree = Index(random.below(3))}, context);
}

}  // namespace

TEST_CASE("exchanging neighbors keeps the pairing that a reduction from scratch finds", "[decomposition][law]") {
  RandomStream random(51, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index rows = 1 + Index(random.below(9)), columns = 1 + Index(random.below(9));
    GradedMatrix<2> matrix{.row_grades = std::vector<Grade<2>>(rows)};
    for (Index j = 0; j < columns; ++j) {
      std::vector<Index> ones;
      for (Index row = 0; row < rows; ++row)
        if (random.below(3) == 0) ones.push_back(row);
      matrix.append({}, ones);
    }
    std::vector<Index> row_order(rows), column_order(columns);
    std::iota(row_order.begin(), row_order.end(), Index{0});
    std::iota(column_order.begin(), column_order.end(), Index{0});
    TransposedReduction moved(matrix, row_order, column_order);
    for (int step = 0; step < 200; ++step) {
      if (random.below(2) && rows > 1) {
        const auto i = random.below(rows - 1);
        moved.exchange_rows(row_order[i], row_order[i + 1]);
        std::swap(row_order[i], row_order[i + 1]);
      } else if (columns > 1) {
        const auto j = random.below(columns - 1);
        moved.exchange_columns(column_order[j], column_order[j + 1]);
        std::swap(column_order[j], column_order[j + 1]);
      }
      const TransposedReduction fresh(matrix, row_order, column_order);
      for (Index row = 0; row < rows; ++row) REQUIRE(moved.column_of(row) == fresh.column_of(row));
      for (Index column = 0; column < columns; ++column) REQUIRE(moved.row_of(column) == fresh.row_of(column));
    }
  }
}

TEST_CASE("a sparser basis presents the same module with no more entries", "[decomposition][law]") {
  RandomStream random(52, 0);
  for (int trial = 0; trial < 100; ++trial) {
    const auto module = random_module(random);
    auto sparser = module;
    sparser.matrix = in_sparser_basis(module.matrix);
    CHECK_NOTHROW(check(sparser));
    for (Index x = 0; x < 7; ++x)
      for (Index y = 0; y < 7; ++y) REQUIRE(naive_dimension(sparser, {{x, y}}) == naive_dimension(module, {{x, y}}));
    for (int k = 0; k < 20; ++k) {
      const Line line{{random.uniform() * 7, random.uniform() * 7}, {random.uniform(), random.uniform()}};
      REQUIRE(slice(sparser, line) == slice(module, line));
    }
  }
}

TEST_CASE("a component recognised as an interval has its own interval once, by the pairing of maps",
          "[decomposition][law]") {
  RandomStream random(53, 0);
  Index intervals = 0, others = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const auto ranked = rank_module(random_module(random), {1, 1});
    const Multiplicity multiplicity(ranked);
    for (const auto& component : multiplicity.components()) {
      if (!component.interval) {
        ++others;
        continue;
      }
      ++intervals;
      REQUIRE(interval_multiplicity(component.matrix, *component.interval) == 1);
    }
  }
  CHECK(intervals > 200);
  CHECK(others > 5);
}

TEST_CASE("a generator that ends below the join of two is no part of an interval with them",
          "[decomposition][example]") {
  // The relation at the join could be written without it: the module is a sum of two intervals, not one.
  const auto module = presentation_of(4, {{{3, 0}}, {{0, 3}}}, {{{{1, 3}}, {1}}, {{{3, 3}}, {0, 1}}});
  CHECK_FALSE(interval_support(module.matrix));
}

TEST_CASE("multiplicities add up over direct sums", "[decomposition][law]") {
  RandomStream random(54, 0);
  for (int trial = 0; trial < 60; ++trial) {
    // The same planted summands with and without an indecomposable that is no interval (D4) beside them.
    std::vector<Interval<2>> planted;
    for (int k = 0; k < 3; ++k) planted.push_back(random_staircase(random, 3, 12));
    auto module = scrambled_sum(random, planted, 12);
    const Index first = module.matrix.row_count();
    for (const Grade<2>& grade : {Grade<2>{{0, 2}}, Grade<2>{{1, 1}}, Grade<2>{{2, 0}}})
      module.matrix.row_grades.push_back(grade);
    module.matrix.append({{2, 2}}, std::vector<Index>{first, first + 1, first + 2});

    const auto ranked = rank_module(minimal_presentation(module, {}, context), {1, 1});
    const Multiplicity multiplicity(ranked);
    for (const auto& interval : planted) {
      RankInterval ranks;
      for (const auto& b : interval.births)
        ranks.births.push_back({{rank_of(ranked.scaled[0], b[0]), rank_of(ranked.scaled[1], b[1])}});
      for (const auto& d : interval.deaths)
        ranks.deaths.push_back({{d[0] == infinity ? none : rank_of(ranked.scaled[0], d[0]),
                                 d[1] == infinity ? none : rank_of(ranked.scaled[1], d[1])}});
      REQUIRE(multiplicity(ranks) == Index(std::ranges::count(planted, interval)));
    }
  }
}

TEST_CASE("the forecast counts incomparable pairs", "[decomposition][law]") {
  RandomStream random(55, 0);
  for (int trial = 0; trial < 50; ++trial) {
    const auto module = random_module(random);
    double pairs = 0;
    for (const auto* grades : {&module.matrix.row_grades, &module.matrix.column_grades})
      for (const auto& a : *grades)
        for (const auto& b : *grades) pairs += a[0] < b[0] && a[1] > b[1];
    REQUIRE(forecast_transpositions(module.matrix) == pairs);
  }
}

TEST_CASE("the assignment has least cost among all permutations", "[decomposition][oracle]") {
  RandomStream random(56, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t size = 1 + random.below(6);
    std::vector<double> costs(size * size);
    for (double& cost : costs) cost = random.below(4) == 0 ? infinity : double(random.below(20));
    const auto total = [&](const std::vector<Index>& assigned) {
      double sum = 0;
      for (std::size_t row = 0; row < size; ++row) sum += costs[row * size + assigned[row]];
      return sum;
    };
    std::vector<Index> order(size);
    std::iota(order.begin(), order.end(), Index{0});
    double least = infinity;
    do least = std::min(least, total(order));
    while (std::next_permutation(order.begin(), order.end()));
    REQUIRE(total(least_cost_assignment(costs, size)) == least);
  }
}
