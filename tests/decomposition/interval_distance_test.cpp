// SPDX-License-Identifier: MIT
#include "tessera/decomposition/interval_distance.hpp"

#include "support/brute_interleaving.hpp"
#include "support/catch.hpp"
#include "support/random_intervals.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

Interval<2> rectangle(double x0, double y0, double x1, double y1) { return {{{x0, y0}}, {{x1, y1}}}; }

}  // namespace

TEST_CASE("the weight of an interval is half its largest square", "[decomposition][distance]") {
  CHECK(interval_weight(rectangle(0, 0, 6, 2)) == 1);
  CHECK(interval_weight({{{0, 2}, {2, 0}}, {{5, 3}}}) == 1.5);
  CHECK(interval_weight({{{0, 0}}, {{1, 4}, {3, 3}, {9, 1}}}) == 1.5);
  CHECK(interval_weight({{{0, 0}}, {{infinity, 4}}}) == 2);
  CHECK(interval_weight({{{0, 0}}, {{infinity, infinity}}}) == infinity);
  CHECK(interval_weight({}) == 0);
}

TEST_CASE("distances between rectangles are those of their corners, or of their disappearance",
          "[decomposition][distance]") {
  CHECK(interleaving_distance(rectangle(0, 0, 10, 10), rectangle(1, 0, 10, 8)) == 2);
  CHECK(interleaving_distance(rectangle(0, 0, 2, 2), rectangle(20, 20, 23, 29)) == 1.5);
  CHECK(interleaving_distance(rectangle(0, 0, 4, 4), {}) == 2);
  CHECK(interleaving_distance(rectangle(0, 0, infinity, 4), rectangle(3, 0, infinity, 4)) == 2);
  CHECK(interleaving_distance(rectangle(0, 0, infinity, infinity), rectangle(3, 0, infinity, infinity)) == 3);
  CHECK(interleaving_distance(rectangle(0, 0, infinity, infinity), rectangle(0, 0, infinity, 4)) == infinity);
  CHECK(interleaving_distance(rectangle(0, 0, 0.1, 0.1), rectangle(0, 0, 0.1, 0.1)) == 0);
}

TEST_CASE("the interleaving distance of random intervals is that of the definition",
          "[decomposition][distance][oracle]") {
  RandomStream random(11, 0);
  int beyond_lines = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto first = random_staircase(random, 6, 3, 0.15);
    const auto second = random.uniform() < 0.5 ? random_staircase(random, 6, 3, 0.15) : jittered(first, 0, random);
    auto third = second;
    if (random.uniform() < 0.5 && third.deaths.size() > 1) third.deaths.erase(third.deaths.begin());
    if (std::ranges::any_of(third.births, [&](const Point<2>& b) {
          return std::ranges::none_of(third.deaths, [&](const Point<2>& d) { return b[0] < d[0] && b[1] < d[1]; });
        }))
      third = second;
    INFO("trial " << trial);
    const double distance = interleaving_distance(first, third);
    REQUIRE(distance == brute_interleaving_distance(first, third, 6));
    REQUIRE(distance == interleaving_distance(third, first));
    beyond_lines += distance > 0 && distance < infinity;
  }
  CHECK(beyond_lines > 100);
}

TEST_CASE("the interleaving distance is a metric that scaling multiplies", "[decomposition][distance][law]") {
  RandomStream random(5, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto a = random_staircase(random, 20, 5), b = random_staircase(random, 20, 5),
               c = random_staircase(random, 20, 5);
    const double ab = interleaving_distance(a, b), bc = interleaving_distance(b, c);
    REQUIRE(interleaving_distance(a, c) <= ab + bc);
    REQUIRE(ab <= std::max(interval_weight(a), interval_weight(b)));
    REQUIRE(ab >= std::abs(interval_weight(a) - interval_weight(b)));
    REQUIRE(interleaving_distance(scaled(a, {4, 4}), scaled(b, {4, 4})) == ab / 4);

    const auto moved = jittered(a, 0.3, random);
    REQUIRE(interleaving_distance(a, moved) <= 0.3 + 1e-12);
  }
}
