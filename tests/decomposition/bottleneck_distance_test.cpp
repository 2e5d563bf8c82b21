// SPDX-License-Identifier: MIT
#include "tessera/decomposition/bottleneck_distance.hpp"

#include "decomposition/summand_matching.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_intervals.hpp"
#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <numeric>

using namespace tessera;

namespace {

Interval<2> rectangle(double x0, double y0, double x1, double y1) { return {{{x0, y0}}, {{x1, y1}}}; }

Decomposition<2> sum_of(const std::vector<Interval<2>>& intervals, double scale = 1) {
  Decomposition<2> decomposition{.summands = {}, .certificate = {}, .axis_scale = {scale, scale}, .axes = {}};
  for (const auto& interval : intervals) decomposition.summands.push_back({interval, true});
  return decomposition;
}

std::vector<Interval<2>> random_intervals(RandomStream& random, int most) {
  std::vector<Interval<2>> intervals;
  for (std::uint64_t k = random.below(std::uint64_t(most) + 1); k > 0; --k)
    intervals.push_back(random_staircase(random, 10, 3));
  return intervals;
}

/// Every matching, by permutations of both lists padded with zero modules.
double brute_bottleneck(const std::vector<Interval<2>>& a, const std::vector<Interval<2>>& b) {
  const std::size_t size = a.size() + b.size();
  std::vector<std::size_t> partner(size);
  std::iota(partner.begin(), partner.end(), std::size_t{0});
  double least = infinity;
  do {
    double cost = 0;
    for (std::size_t i = 0; i < size; ++i)
      cost = std::max(cost, interleaving_distance(i < a.size() ? a[i] : Interval<2>{},
                                                  partner[i] < b.size() ? b[partner[i]] : Interval<2>{}));
    least = std::min(least, cost);
  } while (std::ranges::next_permutation(partner).found);
  return least;
}

}  // namespace

TEST_CASE("the bottleneck distance matches heavy summands and leaves light ones alone",
          "[decomposition][distance][example]") {
  const auto a = sum_of({rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 7)});
  const auto b = sum_of({rectangle(1, 0, 10, 12)});
  CHECK(bottleneck_distance(a, b) == 2);                                  // of the large ones
  CHECK(bottleneck_distance(a, sum_of({rectangle(0, 0, 10, 10)})) == 1);  // of the small one to zero
  CHECK(bottleneck_distance(a, {.summands = {}, .certificate = {}, .axis_scale = {1, 1}, .axes = {}}) == 5);
  CHECK(bottleneck_distance(sum_of({}), sum_of({})) == 0);
  CHECK(bottleneck_distance(sum_of({{{{0, 0}}, {{infinity, infinity}}}}), sum_of({})) == infinity);
}

TEST_CASE("the bottleneck distance of decompositions is the least cost of all matchings",
          "[decomposition][distance][oracle]") {
  RandomStream random(31, 0);
  int positive = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const auto a = random_intervals(random, 3), b = random_intervals(random, 3);
    const double distance = bottleneck_distance(sum_of(a), sum_of(b));
    INFO("trial " << trial);
    REQUIRE(distance == brute_bottleneck(a, b));
    REQUIRE(distance == bottleneck_distance(sum_of(b), sum_of(a)));
    positive += distance > 0 && distance < infinity;
  }
  CHECK(positive > 150);
}

TEST_CASE("the bottleneck distance of decompositions is a metric that sees no order",
          "[decomposition][distance][law]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 60; ++trial) {
    auto a = random_intervals(random, 8);
    const auto b = random_intervals(random, 8), c = random_intervals(random, 8);
    const double ab = bottleneck_distance(sum_of(a), sum_of(b)), bc = bottleneck_distance(sum_of(b), sum_of(c)),
                 ac = bottleneck_distance(sum_of(a), sum_of(c));
    INFO("trial " << trial);
    CHECK(bottleneck_distance(sum_of(a), sum_of(a)) == 0);
    CHECK(ac <= ab + bc);
    CHECK(bottleneck_distance(sum_of(a, 4), sum_of(b, 4)) == ab / 4);
    std::ranges::reverse(a);
    CHECK(bottleneck_distance(sum_of(a), sum_of(b)) == ab);

    std::vector<Interval<2>> moved;
    for (const auto& interval : a) moved.push_back(jittered(interval, 0.25, random));
    CHECK(bottleneck_distance(sum_of(a), sum_of(moved)) <= 0.25 + 1e-12);
  }
}

TEST_CASE("most pairs of summands need no interleaving distance", "[decomposition][distance][law]") {
  RandomStream random(35, 0);
  std::vector<Interval<2>> a, b;
  for (int k = 0; k < 60; ++k) {
    a.push_back(random_staircase(random, 200, 4));
    b.push_back(jittered(a.back(), 1, random));
  }
  SummandMatching matching(a, b, Context());
  CHECK(matching.least_cost() <= 1);
  CHECK(matching.exact_distances() < 60 * 60 / 4);
}

TEST_CASE("the matrix of bottleneck distances has the same bits on every number of threads",
          "[decomposition][distance][law]") {
  RandomStream random(37, 0);
  Collection<Decomposition<2>> samples;
  for (int sample = 0; sample < 7; ++sample) {
    std::vector<Interval<2>> intervals;
    for (int k = 0; k < 5; ++k) intervals.push_back(random_staircase(random, 10, 3));
    for (auto& interval : intervals)
      for (auto& corner : interval.deaths)
        for (double& coordinate : corner) coordinate = std::min(coordinate, 12.0);
    samples.add("sample" + std::to_string(sample), sum_of(intervals));
  }
  std::vector<DistanceMatrix> results;
  for (const unsigned threads : {1u, 2u, 3u}) {
    ContextOptions options;
    options.threads = threads;
    results.push_back(bottleneck_distances(samples, {}, Context(options)));
    CHECK(results.back().names() == samples.ids());
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  for (Index i = 0; i < samples.size(); ++i)
    for (Index j = 0; j < samples.size(); ++j) CHECK(results[0](i, j) == bottleneck_distance(samples[i], samples[j]));
}

TEST_CASE("the bottleneck distance refuses decompositions that cannot be compared",
          "[decomposition][distance][error]") {
  const auto a = sum_of({rectangle(0, 0, 1, 1)});
  auto degree = a, scale = a, direction = a;
  degree.degree = 1;
  scale.axis_scale[1] = 2;
  direction.axes[0].direction = Direction::superlevel;
  CHECK(reason_of([&] { bottleneck_distance(a, degree); }) == "needs decompositions of one degree, got 0 and 1");
  CHECK(reason_of([&] { bottleneck_distance(a, scale); }) ==
        "needs decompositions with one scale of axis 1, got 1 and 2");
  CHECK(code_of([&] { bottleneck_distance(a, direction); }) == "D106");

  Collection<Decomposition<2>> samples;
  samples.add("short", a);
  samples.add("endless", sum_of({{{{0, 0}}, {{infinity, infinity}}}}));
  CHECK(reason_of([&] { bottleneck_distances(samples, {}, Context()); }) ==
        "needs finite distances, got infinity between the samples short and endless");
  CHECK(bottleneck_distances({}, {}, Context()).size() == 0);
}
