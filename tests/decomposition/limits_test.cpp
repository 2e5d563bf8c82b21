// SPDX-License-Identifier: MIT
// What is smallest, largest or all the same, and budgets of one unit: a result that is known, or a refusal that says
// so.
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/decomposition/bottleneck_distance.hpp"
#include "tessera/decomposition/indecomposables.hpp"
#include "tessera/decomposition/matching_distance.hpp"
#include "tessera/decomposition/summands.hpp"

using namespace tessera;

namespace {

const Context context;
const Context one_byte({.memory_budget = 1});

Decomposition<2> unscaled_summands(const Presentation<2>& module, const Context& with = context) {
  return summands(module, {.axis_scale = AxisScaling::unscaled, .fit = {}}, with);
}

MatchingDistanceOptions unscaled() { return {.axis_scale = AxisScaling::unscaled, .fit = {}}; }

/// A staircase of one generator that dies at `steps` grades.
Presentation<2> staircase(Index steps) {
  auto module = presentation_of(int(steps) + 1, {{{0, 0}}}, {});
  for (Index j = 0; j < steps; ++j) module.matrix.append({{j + 1, steps - j}}, std::vector<Index>{0});
  return module;
}

/// D4: no interval, so that something is left to sweep.
const auto d4 = presentation_of(4, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}});

}  // namespace

TEST_CASE("the zero module decomposes into nothing and is at distance zero from itself, on any budget",
          "[decomposition][limits][example]") {
  const auto zero = presentation_of(3, {}, {});
  const auto killed = presentation_of(3, {{{1, 1}}, {{1, 1}}}, {{{{1, 1}}, {0, 1}}, {{{1, 1}}, {1}}});
  for (const auto& module : {zero, killed}) {
    CHECK(indecomposables(module, {.work_limit = 1}, one_byte).blocks.empty());
    CHECK(unscaled_summands(module, one_byte).summands.empty());
    CHECK(bottleneck_distance(unscaled_summands(module), unscaled_summands(zero), one_byte) == 0);
    const auto distance = matching_distance(module, zero, unscaled(), one_byte);
    CHECK(distance.lower == 0);
    CHECK(distance.upper == 0);
  }
}

TEST_CASE("one generator is one quadrant, infinitely far from nothing", "[decomposition][limits][example]") {
  const auto one = presentation_of(3, {{{1, 2}}}, {}), zero = presentation_of(3, {}, {});
  CHECK(indecomposables(one, {.work_limit = 1}, context).blocks.size() == 1);
  const auto decomposition = unscaled_summands(one);
  REQUIRE(decomposition.summands.size() == 1);
  CHECK(decomposition.summands[0] == Summand<2>{{{{1, 2}}, {{infinity, infinity}}}, true});
  CHECK(bottleneck_distance(decomposition, unscaled_summands(zero)) == infinity);
  CHECK(matching_distance(one, zero, unscaled()).lower == infinity);
}

TEST_CASE("where all grades are equal, relations leave copies of one summand", "[decomposition][limits][example]") {
  // Five generators at (0, 0) and relations at (2, 2), of rank three.
  const auto module = presentation_of(3, std::vector<Grade<2>>(5, {{0, 0}}),
                                      {{{{2, 2}}, {0, 1}}, {{{2, 2}}, {1, 2}}, {{{2, 2}}, {0, 2}}, {{{2, 2}}, {3, 4}}});
  const Interval<2> quadrant{{{0, 0}}, {{infinity, infinity}}}, corner{{{0, 0}}, {{2, infinity}, {infinity, 2}}};
  for (const auto route : {SummandsRoute::indecomposables, SummandsRoute::whole}) {
    const auto decomposition = summands(
        module, {.route = route, .axis_scale = AxisScaling::unscaled, .sweep = DiagonalSweep::events, .fit = {}},
        context);
    std::vector<Interval<2>> supports;
    for (const auto& summand : decomposition.summands) {
      supports.push_back(summand.support);
      CHECK(summand.is_exact);
    }
    CHECK(supports == std::vector<Interval<2>>{corner, corner, corner, quadrant, quadrant});
  }
  CHECK(indecomposables(module, {}, context).blocks.size() == 5);
  const auto free = presentation_of(3, std::vector<Grade<2>>(2, {{0, 0}}), {});
  CHECK(matching_distance(module, free, unscaled()).lower == 1);  // corners are (0, 0) to (2, 2) at their widest
  CHECK(bottleneck_distance(unscaled_summands(module), unscaled_summands(free)) == 1);
}

TEST_CASE("a hundred thousand relations of one generator are one interval", "[decomposition][limits][example]") {
  const Index steps = 100000;
  const auto module = staircase(steps);
  const auto decomposition = unscaled_summands(module);
  REQUIRE(decomposition.summands.size() == 1);
  CHECK(decomposition.summands[0].is_exact);
  CHECK(decomposition.summands[0].support.deaths.size() == steps + 1);
  CHECK(bottleneck_distance(decomposition, decomposition) == 0);
}

TEST_CASE("a budget of one byte or one step is refused with its name, or does", "[decomposition][limits][error]") {
  CHECK(code_of([] { summands(d4, {.sweep = DiagonalSweep::events, .fit = {}}, one_byte); }) == "R302");
  const auto chain = presentation_of(7, {{{0, 0}}, {{1, 0}}}, {{{{3, 0}}, {0, 1}}, {{{5, 0}}, {0}}});
  CHECK(summands(chain, {.work_limit = 0, .fit = {}}, context).certificate.route ==
        DecompositionCertificate::Route::whole);
  CHECK(code_of([&] { indecomposables(chain, {.work_limit = 1}, context); }) == "R302");
  // Memory is no reason to take another route: limits of a machine never change a result.
  CHECK(code_of([&] { indecomposables(chain, {}, one_byte); }) == "R302");
  CHECK(code_of([&] { summands(chain, {.fit = {}}, one_byte); }) == "R302");
  const auto decomposition = unscaled_summands(d4);
  CHECK(code_of([&] { bottleneck_distance(decomposition, decomposition, one_byte); }) == "R302");
  const auto other = staircase(3);
  CHECK(code_of([&] { matching_distance(d4, other, unscaled(), one_byte); }) == "R302");

  auto single = unscaled();
  single.max_evaluations = 1;
  const auto narrow = matching_distance(other, presentation_of(4, {}, {}), unscaled()),
             wide = matching_distance(other, presentation_of(4, {}, {}), single);
  CHECK(wide.evaluations == 1);
  CHECK(wide.lower <= narrow.lower);
  CHECK(wide.upper >= narrow.upper);
}
