// SPDX-License-Identifier: MIT
#include "tessera/decomposition/interval_approximation.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_ranks.hpp"
#include "support/random_boxes.hpp"
#include "support/random_modules.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

template <int N>
IntervalApproximationOptions<N> unscaled(double spacing) {
  IntervalApproximationOptions<N> options;
  options.axis_scale = AxisScaling::unscaled;
  options.line_spacing = spacing;
  return options;
}

template <int N>
std::vector<Interval<N>> supports_of(const Decomposition<N>& decomposition) {
  std::vector<Interval<N>> supports;
  for (const auto& summand : decomposition.summands) supports.push_back(summand.support);
  return supports;
}

template <int N>
Presentation<N> on_integers(Index size) {
  Presentation<N> module;
  for (auto& axis : module.grid.axes)
    for (Index value = 0; value < size; ++value) axis.values.push_back(value);
  return module;
}

/// Two generators a, b and the relations a + b, a. Births change places where c_1 = 0, deaths where c_2 = 0, and on one
/// of the four sides the elder rule pairs them otherwise than continuity would.
Presentation<3> two_bars_around_a_line() {
  auto module = on_integers<3>(11);
  module.matrix.row_grades = {{{1, 0, 0}}, {{0, 1, 0}}};
  module.matrix.append(Grade<3>{{10, 1, 0}}, std::vector<Index>{0, 1});
  module.matrix.append(Grade<3>{{1, 1, 10}}, std::vector<Index>{0});
  return module;
}

/// Generators a, b, c; a + b, b + c and a vanish: thin, indecomposable, and no interval.
Presentation<3> thin_but_no_interval() {
  auto module = on_integers<3>(3);
  module.matrix.row_grades = {{{1, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}};
  module.matrix.append(Grade<3>{{1, 1, 0}}, std::vector<Index>{0, 1});
  module.matrix.append(Grade<3>{{0, 1, 1}}, std::vector<Index>{1, 2});
  module.matrix.append(Grade<3>{{1, 0, 1}}, std::vector<Index>{0});
  return module;
}

/// The largest share of the bound that is used up on random diagonal lines, over random modules.
template <int N>
double largest_share_of_the_bound(RandomStream& random, int trials, int lines, double least, double most) {
  double largest = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const auto module = random_module<N>(random, 4 + Index(random.below(5)), 8, 6);
    const auto found = interval_approximation(module, unscaled<N>(least + (most - least) * random.uniform()), context);
    const double gap = gap_on_unused_lines<N>(random, module, found, lines, 7);
    INFO("trial " << trial);
    REQUIRE(gap <= found.certificate.bound() + 1e-9);
    for (const auto& summand : found.summands) {
      for (const auto& birth : summand.support.births) REQUIRE(*std::ranges::max_element(birth) <= 5);
      for (const auto& death : summand.support.deaths)
        REQUIRE(std::ranges::none_of(death, [](double value) { return value > 5 && value < infinity; }));
    }
    largest = std::max(largest, gap / found.certificate.bound());
  }
  return largest;
}

}  // namespace

TEST_CASE("two parameters: the approximation is the decomposition of the module swept as a whole",
          "[decomposition][approximation][law]") {
  RandomStream random(30, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto module = scrambled_sum(random, {random_staircase(random, 3, 9), random_staircase(random, 3, 9)}, 9);
    for (const auto sweep : {DiagonalSweep::automatic, DiagonalSweep::events, DiagonalSweep::grid}) {
      IntervalApproximationOptions<2> options;
      options.sweep = sweep;
      const auto whole = summands(module, {.route = SummandsRoute::whole, .sweep = sweep}, context);
      REQUIRE(interval_approximation(module, options, context) == whole);
      REQUIRE(whole.certificate.bound() == whole.certificate.line_gap + whole.certificate.line_spacing / 2);
    }
  }
}

TEST_CASE("sums of boxes and free modules of three parameters come back exactly, in any basis",
          "[decomposition][approximation][law]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 25; ++trial) {
    std::vector<Interval<3>> planted;
    for (std::uint64_t k = 1 + random.below(8); k > 0; --k) planted.push_back(random_box<3>(random, 400, 60));
    std::ranges::sort(planted);
    const auto found = interval_approximation(sum_of_boxes<3>(random, planted, 401), unscaled<3>(25), context);
    INFO("trial " << trial);
    CHECK(supports_of(found) == planted);
    CHECK(found.certificate.line_gap < 1e-9);
    CHECK(found.certificate.monodromy == Monodromy{});
  }
}

TEST_CASE("sums of boxes of four parameters come back exactly", "[decomposition][approximation][law]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 3; ++trial) {
    std::vector<Interval<4>> planted{random_box<4>(random, 400, 150), random_box<4>(random, 400, 150)};
    std::ranges::sort(planted);
    const auto found = interval_approximation(sum_of_boxes<4>(random, planted, 401), unscaled<4>(60), context);
    INFO("trial " << trial);
    CHECK(supports_of(found) == planted);
    CHECK(found.certificate.line_gap < 1e-9);
    CHECK(found.certificate.monodromy == Monodromy{});
  }
}

TEST_CASE("no unused diagonal line passes the bound", "[decomposition][approximation][law]") {
  RandomStream random(32, 0);
  const double of_three = largest_share_of_the_bound<3>(random, 200, 60, 0.3, 1);
  const double of_four = largest_share_of_the_bound<4>(random, 6, 60, 0.8, 1.2);
  CAPTURE(of_three, of_four);
  CHECK(of_three > 0.3);  // measured, not vacuous
  CHECK(of_four > 0.1);
}

TEST_CASE("two bars that change places around a line are detected at every spacing, with a warning",
          "[decomposition][approximation][example]") {
  for (const double spacing : {0.25, 0.5, 0.9}) {
    std::vector<std::string> warnings;
    const Context listening({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
    const auto found = interval_approximation(two_bars_around_a_line(), unscaled<3>(spacing), listening);
    CHECK(found.certificate.monodromy.squares == 1);
    CHECK(found.certificate.monodromy.bars == 2);
    CHECK(found.certificate.monodromy.unjoined > 0);
    CHECK(found.summands.size() == 2);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("2 bars change places around 1 squares") != std::string::npos);
    RandomStream random(1, 0);
    CHECK(gap_on_unused_lines<3>(random, two_bars_around_a_line(), found, 200, 12) <= found.certificate.bound() + 1e-9);
  }

  auto apart = two_bars_around_a_line();  // the relations a and b instead: a sum of two intervals
  apart.matrix.entries = {1, 0};
  apart.matrix.offsets = {0, 1, 2};
  CHECK(interval_approximation(apart, unscaled<3>(0.5), context).certificate.monodromy == Monodromy{});
}

TEST_CASE("bars that are equal on many lines may change names there without monodromy",
          "[decomposition][approximation][example]") {
  // Where both end at z = 5 one cannot say which is which.
  RandomStream random(2, 0);
  const std::vector<Interval<3>> boxes{{{{1, 3, 4}}, {{2, 5, 5}}}, {{{1, 3, 4}}, {{3, 4, 5}}}};
  const auto found = interval_approximation(sum_of_boxes<3>(random, boxes, 6), unscaled<3>(0.5), context);
  CHECK(found.certificate.monodromy.squares == 0);
  CHECK(found.certificate.line_gap < 1e-12);
}

TEST_CASE("a thin module that is no interval keeps its diagonal barcodes within the bound and is not called exact",
          "[decomposition][approximation][example]") {
  RandomStream random(34, 0);
  const auto module = thin_but_no_interval();
  for (const double spacing : {0.3, 0.05}) {
    const auto found = interval_approximation(module, unscaled<3>(spacing), context);
    CHECK(gap_on_unused_lines<3>(random, module, found, 300, 3) <= found.certificate.bound() + 1e-9);
    CHECK(std::ranges::none_of(found.summands, &Summand<3>::is_exact));
    CHECK(!found.certificate.is_exactness_decided);
    CHECK(found.certificate.parameters == 3);
  }
}

TEST_CASE("the approximation depends neither on the basis nor on the threads", "[decomposition][approximation][law]") {
  RandomStream random(35, 0);
  const Context threads({.threads = 4});
  for (int trial = 0; trial < 10; ++trial) {
    std::vector<Interval<3>> boxes;  // many equal bars
    for (int k = 0; k < 6; ++k) boxes.push_back(random_box<3>(random, 8, 1));
    const auto one = interval_approximation(sum_of_boxes<3>(random, boxes, 9), unscaled<3>(0.6), context);
    const auto other = interval_approximation(sum_of_boxes<3>(random, boxes, 9), unscaled<3>(0.6), threads);
    INFO("trial " << trial);
    REQUIRE(one.certificate == other.certificate);
    REQUIRE(one == other);
  }
}

TEST_CASE("the scale of an axis divides its grades", "[decomposition][approximation][law]") {
  RandomStream random(36, 0);
  auto module = random_module<3>(random, 6, 8, 6);
  for (double& value : module.grid.axes[2].values) value += 3;
  IntervalApproximationOptions<3> options;
  const auto before = interval_approximation(module, options, context);
  for (double& value : module.grid.axes[2].values) value *= 0x1p-10;
  auto after = interval_approximation(module, options, context);
  CHECK(before.certificate == after.certificate);
  CHECK(before.axis_scale[2] * 0x1p-10 == after.axis_scale[2]);
  for (auto& summand : after.summands)
    for (auto* corners : {&summand.support.births, &summand.support.deaths})
      for (auto& corner : *corners) corner[2] *= 0x1p10;
  CHECK(supports_of(before) == supports_of(after));

  Collection<Presentation<3>> both;
  both.add("one", on_integers<3>(4));
  both.add("two", module);
  options.fit = fit_approximation_scale(both, options, context);
  CHECK(interval_approximation(module, options, context).axis_scale == options.fit->scale);
}

TEST_CASE("the zero module has no summands, one generator is a quadrant, equal grades leave no line",
          "[decomposition][approximation][example]") {
  CHECK(interval_approximation(on_integers<3>(3), unscaled<3>(1), context).summands.empty());
  auto one = on_integers<3>(3);
  one.matrix.row_grades = {{{1, 0, 2}}};
  for (const auto& options : {unscaled<3>(0.1), IntervalApproximationOptions<3>{}}) {
    const auto found = interval_approximation(one, options, context);
    CHECK(supports_of(found) == std::vector<Interval<3>>{{{{1, 0, 2}}, {{infinity, infinity, infinity}}}});
  }
  one.matrix.append(one.matrix.row_grades[0], std::vector<Index>{0});
  CHECK(interval_approximation(one, unscaled<3>(0.1), context).summands.empty());
}

TEST_CASE("at most 20000 lines are drawn, and the certificate says how far apart", "[decomposition][approximation]") {
  const auto found = interval_approximation(thin_but_no_interval(), unscaled<3>(1e-6), context);
  CHECK(found.certificate.lines <= 20000);
  CHECK(found.certificate.lines > 15000);
  CHECK(found.certificate.line_spacing > 1e-3);
}

TEST_CASE("events, spacings that are none and too little memory are refused", "[decomposition][approximation][error]") {
  const auto module = thin_but_no_interval();
  auto options = unscaled<3>(0.5);
  options.sweep = DiagonalSweep::events;
  CHECK(reason_of([&] { interval_approximation(module, options, context); }) == "events needs two parameters, got 3");
  CHECK(code_of([&] { interval_approximation(module, unscaled<3>(0), context); }) == "D106");
  const Context small({.memory_budget = 1000});
  CHECK(code_of([&] { interval_approximation(module, unscaled<3>(0.01), small); }) == "R302");
}
