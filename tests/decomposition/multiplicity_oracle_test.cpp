// SPDX-License-Identifier: MIT
#include "decomposition/multiplicity.hpp"

#include "support/catch.hpp"
#include "support/naive_multiplicity.hpp"
#include "support/random_modules.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <map>

using namespace tessera;

namespace {

const Context context;

/// Minimal and maximal points of the region; a column or row that reaches the end of the grid goes on for ever.
RankInterval ranks_of(const GridRegion& region) {
  const Index size = Index(region.has.size());
  const auto past = [&](Index rank) { return rank + 1 == size ? none : rank + 1; };
  RankInterval interval;
  for (Index x = 0; x < size; ++x)
    for (Index y = 0; y < size; ++y) {
      if (!region(x, y)) continue;
      if ((x == 0 || !region(x - 1, y)) && (y == 0 || !region(x, y - 1))) interval.births.push_back({{x, y}});
      if (!region(x + 1, y) && !region(x, y + 1)) interval.deaths.push_back({{past(x), past(y)}});
    }
  return interval;
}

/// The points of the grid 0 .. size - 1 in an interval with whole corners.
GridRegion region_of(const Interval<2>& interval, int size) {
  GridRegion region{std::vector(std::size_t(size), std::vector<bool>(std::size_t(size), false))};
  for (int x = 0; x < size; ++x)
    for (int y = 0; y < size; ++y)
      region.has[std::size_t(x)][std::size_t(y)] =
          std::ranges::any_of(interval.births, [&](const auto& b) { return b[0] <= x && b[1] <= y; }) &&
          std::ranges::any_of(interval.deaths, [&](const auto& d) { return x < d[0] && y < d[1]; });
  return region;
}

Interval<2> with_whole_corners(const GridRegion& region) {
  const auto ranks = ranks_of(region);
  const auto points = [](const std::vector<Grade<2>>& grades) {
    std::vector<Point<2>> result;
    for (const auto& grade : grades)
      result.push_back({grade[0] == none ? infinity : grade[0], grade[1] == none ? infinity : grade[1]});
    return result;
  };
  return {points(ranks.births), points(ranks.deaths)};
}

/// What the comparisons met, so that a test can tell whether it compared anything.
struct Tally {
  Index present = 0, repeated = 0, exact = 0, approximate = 0;
};

/// Compares the pairing, and what the sweeps mark exact, with the oracle on the given regions and all supports found.
void compare(const Presentation<2>& module, int size, const std::vector<GridRegion>& regions, Tally& tally) {
  const auto minimal = minimal_presentation(module, {}, context);
  const NaiveRepresentation naive(module.matrix, size);
  RankModule ranked{.matrix = minimal.matrix, .scaled = {}, .unscaled = {}};
  for (int axis = 0; axis < 2; ++axis) ranked.scaled[axis] = ranked.unscaled[axis] = module.grid.axes[axis].values;
  const Multiplicity multiplicity(ranked);

  for (const auto& region : regions) {
    const auto expected = Index(naive.multiplicity(region));
    REQUIRE(interval_multiplicity(minimal.matrix, ranks_of(region)) == expected);
    REQUIRE(multiplicity(ranks_of(region)) == expected);
    tally.present += expected > 0;
    tally.repeated += expected > 1;
  }

  for (const auto sweep : {DiagonalSweep::events, DiagonalSweep::grid}) {
    const auto decomposition = summands(
        module,
        {.route = SummandsRoute::whole, .axis_scale = AxisScaling::unscaled, .sweep = sweep, .line_spacing = 0.25},
        context);
    std::map<Interval<2>, std::pair<Index, Index>> counts;  // support -> all, exact
    for (const auto& summand : decomposition.summands) {
      ++counts[summand.support].first;
      counts[summand.support].second += summand.is_exact;
    }
    for (const auto& [support, count] : counts) {
      const auto region = region_of(support, size);
      // A track of a grid may have corners that are no values of the module: then it is no summand.
      const auto copies = with_whole_corners(region) == support ? Index(naive.multiplicity(region)) : 0;
      REQUIRE(count.second == std::min(count.first, copies));
      tally.exact += count.second;
      tally.approximate += count.first - count.second;
    }
  }
}

Grade<2> random_grade(RandomStream& random, int size) {
  return {{Index(random.below(std::uint64_t(size))), Index(random.below(std::uint64_t(size)))}};
}

/// Any generators and relations, not minimal, with many equal grades: few distinct ones are drawn from.
Presentation<2> random_presentation(RandomStream& random, int size, int generators, int relations) {
  std::vector<Grade<2>> grades;
  const auto distinct = 1 + random.below(4);
  for (std::uint64_t k = 0; k < distinct; ++k)
    grades.push_back(meet(random_grade(random, size), random_grade(random, size)));
  std::vector<Grade<2>> rows;
  for (int k = 0; k < generators; ++k) rows.push_back(grades[random.below(distinct)]);
  std::vector<RelationAt> columns;
  for (int k = 0; k < relations; ++k) {
    RelationAt relation{random_grade(random, size), {}};
    for (Index row = 0; row < rows.size(); ++row)
      if (random.below(2) && precedes(rows[row], relation.grade)) relation.rows.push_back(row);
    columns.push_back(relation);
  }
  return presentation_of(size, rows, columns);
}

/// A scrambled sum of intervals drawn from the regions, each once or twice.
Presentation<2> random_sum(RandomStream& random, int size, const std::vector<GridRegion>& regions, int count) {
  std::vector<Interval<2>> planted;
  for (int k = 0; k < count; ++k) {
    planted.push_back(with_whole_corners(regions[random.below(regions.size())]));
    if (random.below(2)) planted.push_back(planted.back());
  }
  return scrambled_sum(random, planted, size);
}

}  // namespace

TEST_CASE("a grid of two by two has eleven intervals", "[decomposition][example]") {
  // Four points, four pairs of neighbors, three points above one and three below one, the square.
  CHECK(all_interval_regions(2).size() == 11);
  for (const auto& region : all_interval_regions(4)) CHECK(region_of(with_whole_corners(region), 4) == region);
}

TEST_CASE("multiplicities are those of maps found point by point, for every interval of a grid",
          "[decomposition][oracle]") {
  RandomStream random(81, 0);
  const auto three = all_interval_regions(3), four = all_interval_regions(4);
  Tally tally;
  for (int trial = 0; trial < 500; ++trial) {
    INFO("trial " << trial);
    compare(random_presentation(random, 3, 1 + int(random.below(7)), int(random.below(7))), 3, three, tally);
    compare(random_sum(random, 3, three, 1 + int(random.below(4))), 3, three, tally);
  }
  for (int trial = 0; trial < 40; ++trial) {
    INFO("trial " << trial);
    compare(random_presentation(random, 4, 1 + int(random.below(7)), int(random.below(9))), 4, four, tally);
    compare(random_sum(random, 4, four, 1 + int(random.below(3))), 4, four, tally);
  }
  CHECK(tally.present > 1000);
  CHECK(tally.repeated > 200);
  CHECK(tally.exact > 2000);
  CHECK(tally.approximate > 200);
}

TEST_CASE("indecomposables that are no intervals hide none and add none, beside summands of any kind",
          "[decomposition][oracle]") {
  RandomStream random(82, 0);
  const auto five = all_interval_regions(5);
  const auto some = [&](int count) {
    std::vector<GridRegion> chosen;
    for (int k = 0; k < count; ++k) chosen.push_back(five[random.below(five.size())]);
    return chosen;
  };
  for (const auto& module : non_intervals(5)) {
    Tally alone, beside;
    compare(module, 5, some(500), alone);
    CHECK(alone.present == 0);
    CHECK(alone.exact == 0);
    for (int trial = 0; trial < 15; ++trial) {
      INFO("trial " << trial);
      const auto planted = some(3);
      const auto free = presentation_of(5, {random_grade(random, 5), random_grade(random, 5)}, {});
      const auto sum = direct_sum(direct_sum(module, random_sum(random, 5, planted, 3)), direct_sum(module, free));
      auto regions = planted;
      for (const auto& region : some(50)) regions.push_back(region);
      compare(scrambled(random, sum), 5, regions, beside);
    }
    CHECK(beside.present > 25);
    CHECK(beside.exact > 100);
    CHECK(beside.approximate > 100);
  }
}
