// SPDX-License-Identifier: MIT
#include "decomposition/bar_matching.hpp"

#include "support/catch.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>

using namespace tessera;

namespace {

constexpr double h = 2;

bool is_allowed(const Bar& from, const Bar& to) {
  return from.birth - h <= to.birth && to.birth <= from.birth && from.death - h <= to.death && to.death <= from.death;
}
bool is_long(const Bar& bar) { return bar.death - bar.birth > h; }

/// No bar twice, only allowed pairs, no long bar left over.
bool obeys_the_rule(const std::vector<Bar>& left, const std::vector<Bar>& right, const std::vector<Index>& partner) {
  std::vector<bool> is_taken(right.size(), false);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Index j = partner[i];
    if (j == none && is_long(left[i])) return false;
    if (j == none) continue;
    if (is_taken[j] || !is_allowed(left[i], right[j])) return false;
    is_taken[j] = true;
  }
  for (std::size_t j = 0; j < right.size(); ++j)
    if (!is_taken[j] && is_long(right[j])) return false;
  return true;
}

/// Whether the bars from `i` on can be given partners so that the whole obeys the rule: all choices are tried.
bool is_possible(const std::vector<Bar>& left, const std::vector<Bar>& right, std::vector<Index>& partner,
                 std::size_t i = 0) {
  if (i == left.size()) return obeys_the_rule(left, right, partner);
  for (Index choice = 0; choice <= right.size(); ++choice) {
    partner[i] = choice == right.size() ? none : choice;
    if (is_possible(left, right, partner, i + 1)) return true;
  }
  return false;
}

std::vector<Bar> random_bars(RandomStream& random) {
  std::vector<Bar> bars(1 + random.below(4));
  for (Bar& bar : bars) {
    bar.birth = double(random.below(12)) / 2;
    bar.death = bar.birth + double(1 + random.below(8)) / 2;
  }
  return barcode_of(std::move(bars)).bars;
}

}  // namespace

TEST_CASE("a short bar gives way to a long one that has no other partner", "[decomposition][example]") {
  const std::vector<Bar> left{{1.5, 3, 0}, {2, 5, 0}}, right{{1, 3, 0}};
  for (const std::size_t least_cost_size : {0, 300})
    CHECK(matched_bars(left, right, h, least_cost_size) == std::vector<Index>{none, 0});
}

TEST_CASE("bars of consecutive lines are matched by the rule whenever that is possible", "[decomposition][oracle]") {
  RandomStream random(91, 0);
  int possible = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    const auto left = random_bars(random), right = random_bars(random);
    std::vector<Index> partner(left.size(), none);
    if (!is_possible(left, right, partner)) continue;
    ++possible;
    INFO("trial " << trial);
    for (const std::size_t least_cost_size : {0, 300})
      REQUIRE(obeys_the_rule(left, right, matched_bars(left, right, h, least_cost_size)));
  }
  CHECK(possible > 1000);
}
