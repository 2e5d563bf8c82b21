// SPDX-License-Identifier: MIT
#include "tessera/decomposition/matching_distance.hpp"

#include "decomposition/bipartite_cover.hpp"
#include "decomposition/certified_slice.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/decomposition/bottleneck_distance.hpp"
#include "tessera/decomposition/interval_distance.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rips_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

using namespace tessera;

namespace {

const MatchingDistanceOptions in_units{.axis_scale = AxisScaling::unscaled, .fit = {}};

MatchingDistanceOptions within(double relative_error, std::uint64_t max_evaluations = 20000) {
  return {.relative_error = relative_error,
          .max_evaluations = max_evaluations,
          .axis_scale = AxisScaling::unscaled,
          .fit = {}};
}

Presentation<2> free_module(int size, const std::vector<Grade<2>>& generators) {
  return presentation_of(size, generators, {});
}

/// Generator at `low`, killed to the right of and above `high`.
Presentation<2> rectangle(int size, const Grade<2>& low, const Grade<2>& high) {
  return presentation_of(size, {low}, {{{{high[0], low[1]}}, {0}}, {{{low[0], high[1]}}, {0}}});
}

Presentation<2> random_module(RandomStream& random, Index vertices, Index ranks, Index degree) {
  return minimal_presentation(random_bifiltered_complex(random, vertices, ranks), {.degree = degree}, Context());
}

/// The axes exchanged.
Presentation<2> transposed(Presentation<2> module) {
  std::swap(module.grid.axes[0], module.grid.axes[1]);
  for (auto* grades : {&module.matrix.row_grades, &module.matrix.column_grades})
    for (auto& grade : *grades) std::swap(grade[0], grade[1]);
  return module;
}

/// Points and a function on them at random: many relations, hardly two grades alike.
Presentation<2> random_rips_module(RandomStream& random, Index points, Index degree) {
  std::vector<double> coordinates(2 * points), values(points);
  for (auto* numbers : {&coordinates, &values})
    for (double& number : *numbers) number = random.uniform();
  return rips_presentation(PointCloud(points, 2, std::move(coordinates)), ScalarField(std::move(values)),
                           {.degree = degree}, Context());
}

/// A line of any positive slope near the grades 0 .. size; one in four is diagonal.
Line<2> random_line(RandomStream& random, double size) {
  Line<2> line;
  if (random.below(4) != 0) line.direction[random.below(2)] = random.uniform();
  line.base = {2 * size * random.uniform() - size / 2, 2 * size * random.uniform() - size / 2};
  return line;
}

double weighted_distance(const Presentation<2>& a, const Presentation<2>& b, const Line<2>& line) {
  return std::min(line.direction[0], line.direction[1]) * bottleneck_distance(slice(a, line), slice(b, line));
}

}  // namespace

TEST_CASE("the matching distance of free modules of rank one is the largest difference of their grades",
          "[decomposition][distance][example]") {
  const auto distance = matching_distance(free_module(10, {{{0, 0}}}), free_module(10, {{{3, 1}}}), in_units);
  CHECK(distance.lower == 3);
  CHECK(distance.upper == 3);
  CHECK(matching_distance(free_module(10, {{{2, 8}}}), free_module(10, {{{1, 0}}}), in_units).lower == Approx(8));
}

TEST_CASE("a rectangle is half its shorter side away from the zero module", "[decomposition][distance][example]") {
  // On the diagonal through (1, 1) the bar of [1, 7) x [1, 3) is [1, 3): no line has a longer weighted one.
  const auto distance = matching_distance(rectangle(10, {{1, 1}}, {{7, 3}}), free_module(10, {}), in_units);
  CHECK(distance.lower == 1);
  CHECK(distance.upper == 1);
  CHECK(distance.weight == 1);
}

TEST_CASE("generators that merge are as far from a free module below them as their nearer corner is",
          "[decomposition][distance][example]") {
  // M has generators at (0, 4) and (2, 0) that agree from (2, 4) on, N is free on (0, 0). On the line y = s x + c, s at
  // most 1, M lives from min(max(0, 4 - c), max(2 s, -c)) on, weighted, and N from max(0, -c) on. For c >= 0 the
  // difference is at most min(4 - c, 2 s), for c < 0 at most 2 s: 2 is reached by the diagonal through (0, 0). On steep
  // lines x = s y + c it is min(max(4 s, -c), max(0, 2 - c)) - max(0, -c), at most 2 as well.
  const auto m = presentation_of(10, {{{0, 4}}, {{2, 0}}}, {{{{2, 4}}, {0, 1}}});
  const auto distance = matching_distance(m, free_module(10, {{{0, 0}}}), within(0));
  CHECK(distance.lower == 2);
  CHECK(distance.upper == 2);
}

TEST_CASE("a line of slope two thirds tells two modules further apart than any diagonal does",
          "[decomposition][distance][example]") {
  // On the line x = 2/3 y + 2/3 the grade (x, y) has the weighted push max(2/3 y, x - 2/3). M's generators come at
  // 10/3, 10/3, 4/3, 4/3 and merge at 10/3, 13/3, 4: bars [4/3, inf), [4/3, 4), [10/3, 13/3). N's come at 7/3, 8/3,
  // 16/3, 2 and merge at 13/3, 16/3, 16/3: bars [2, inf), [8/3, 13/3), [7/3, 16/3). Matched to either, or alone, [4/3,
  // 4) costs 4/3, and nothing else costs more.
  const auto m = presentation_of(7, {{{1, 5}}, {{4, 0}}, {{2, 2}}, {{2, 2}}},
                                 {{{{4, 5}}, {0, 1}}, {{{5, 4}}, {1, 2}}, {{{3, 6}}, {2, 3}}}),
             n = presentation_of(7, {{{3, 0}}, {{2, 4}}, {{6, 5}}, {{1, 3}}},
                                 {{{{5, 6}}, {0, 1}}, {{{6, 6}}, {1, 2}}, {{{6, 5}}, {2, 3}}});
  CHECK(weighted_distance(m, n, {{2.0 / 3, 0}, {2.0 / 3, 1}}) == Approx(4.0 / 3));
  for (int step = -168; step <= 168; ++step) CHECK(weighted_distance(m, n, {{0, step / 24.0}, {1, 1}}) <= 1 + 1e-12);

  for (const bool is_transposed : {false, true}) {
    const auto distance = is_transposed ? matching_distance(transposed(m), transposed(n), within(1e-4))
                                        : matching_distance(m, n, within(1e-4));
    CHECK(distance.lower <= 4.0 / 3 + 1e-12);
    CHECK(distance.upper >= 4.0 / 3 - 1e-12);
    CHECK(distance.width() <= 1e-4 * distance.lower);
    CHECK(distance.weight == Approx(2.0 / 3).margin(0.01));
    CHECK((distance.line.direction[0] > distance.line.direction[1]) == is_transposed);
  }
}

TEST_CASE("the matching distance of zero modules is zero, and infinite when ranks at infinity differ",
          "[decomposition][distance][example]") {
  const auto zero = free_module(5, {});
  CHECK(matching_distance(zero, zero, in_units).upper == 0);
  CHECK(matching_distance(free_module(5, {{{1, 1}}}), free_module(5, {{{1, 1}}}), in_units).upper == 0);
  const auto infinite = matching_distance(free_module(5, {{{1, 1}}}), zero, in_units);
  CHECK(infinite.lower == infinity);
  CHECK(infinite.upper == infinity);
  CHECK(infinite.midpoint() == infinity);
  CHECK(infinite.width() == 0);
  CHECK(matching_distance(free_module(5, {{{1, 1}}}), free_module(5, {{{1, 1}}, {{1, 1}}}), in_units).lower ==
        infinity);
  // The cokernel of the identity is zero.
  const auto killed = presentation_of(5, {{{1, 1}}}, {{{{1, 1}}, {0}}});
  CHECK(matching_distance(killed, zero, in_units).upper == 0);
}

TEST_CASE("no line of ten thousand exceeds the upper end, and the best of them comes near the lower end",
          "[decomposition][distance][oracle]") {
  RandomStream random(21, 0);
  int different = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const auto a = random_module(random, 14, 12, trial % 2), b = random_module(random, 14, 12, trial % 2);
    const auto distance = matching_distance(a, b, within(0.01));
    INFO("trial " << trial << ": " << a.brief() << "; " << b.brief());
    if (distance.lower == infinity) continue;
    REQUIRE(distance.upper - distance.lower <= 0.01 * distance.lower + 1e-12);
    REQUIRE((distance.weight > 0 || distance.upper == 0));
    if (distance.weight > 0) REQUIRE(weighted_distance(a, b, distance.line) == Approx(distance.lower).margin(1e-12));

    double best = 0;
    for (int sample = 0; sample < 10000; ++sample) {
      const double value = weighted_distance(a, b, random_line(random, 12));
      REQUIRE(value <= distance.upper + 1e-11);
      best = std::max(best, value);
    }
    CHECK(best >= 0.9 * distance.lower);
    different += distance.lower > 0;
  }
  CHECK(different >= 12);
}

TEST_CASE("diagonals do not exceed the matching distance, and do not always reach it", "[decomposition][distance]") {
  RandomStream random(2, 0);
  int beyond_diagonals = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const auto a = random_module(random, 8, 6, 0), b = random_module(random, 8, 6, 0);
    const auto distance = matching_distance(a, b, within(0.02));
    double diagonal = 0;
    for (int step = -72; step <= 72; ++step)
      diagonal = std::max(diagonal, weighted_distance(a, b, {{0, step / 12.0}, {1, 1}}));
    REQUIRE(diagonal <= distance.upper + 1e-12);
    if (distance.lower < infinity) beyond_diagonals += diagonal + 1.0 / 12 < distance.lower;  // 1-Lipschitz in offset
  }
  CHECK(beyond_diagonals > 0);
}

TEST_CASE("intervals of matching distances obey the axioms of a metric", "[decomposition][distance][law]") {
  RandomStream random(4, 0);
  for (int trial = 0; trial < 8; ++trial) {
    const auto a = random_module(random, 8, 7, 0), b = random_module(random, 8, 7, 0),
               c = random_module(random, 8, 7, 0);
    const auto ab = matching_distance(a, b, in_units), ba = matching_distance(b, a, in_units),
               bc = matching_distance(b, c, in_units), ac = matching_distance(a, c, in_units);
    INFO("trial " << trial);
    CHECK(matching_distance(a, a, in_units).upper == 0);
    CHECK(std::max(ab.lower, ba.lower) <= std::min(ab.upper, ba.upper) + 1e-12);
    if (ab.upper + bc.upper < infinity) CHECK(ac.lower <= ab.upper + bc.upper + 1e-12);
  }
}

TEST_CASE("the matching distance is a fact of the module, not of its basis", "[decomposition][distance][law]") {
  RandomStream random(6, 0);
  for (int trial = 0; trial < 10; ++trial) {
    const auto a = random_module(random, 9, 8, 0), b = random_module(random, 9, 8, 0);
    if (a.matrix.row_count() == 0 || b.matrix.row_count() == 0) continue;
    const auto plain = matching_distance(a, b, in_units);
    const auto other = matching_distance(scrambled(random, a), scrambled(random, b), in_units);
    INFO("trial " << trial);
    if (plain.lower == infinity) {
      CHECK(other.lower == infinity);
      continue;
    }
    CHECK(std::max(plain.lower, other.lower) <= std::min(plain.upper, other.upper) + 1e-12);
    CHECK(matching_distance(a, scrambled(random, a), within(0.01, 200)).lower <= 1e-12);
  }
}

TEST_CASE("the matching distance of sums of intervals is at most the bottleneck distance of the sums",
          "[decomposition][distance][law]") {
  RandomStream random(8, 0);
  int finite = 0;
  for (int trial = 0; trial < 40; ++trial) {
    std::array<std::vector<Interval<2>>, 2> intervals;
    std::array<Decomposition<2>, 2> decompositions;
    for (int side = 0; side < 2; ++side) {
      for (int k = 0; k < 4; ++k) intervals[side].push_back(random_staircase(random, 3, 12));
      for (const auto& interval : intervals[side]) decompositions[side].summands.push_back({interval, true});
      decompositions[side].axis_scale = {1, 1};
    }
    const double bottleneck = bottleneck_distance(decompositions[0], decompositions[1]);
    const auto matching = matching_distance(scrambled_sum(random, intervals[0], 12),
                                            scrambled_sum(random, intervals[1], 12), within(0.05));
    INFO("trial " << trial);
    if (bottleneck == infinity) continue;
    CHECK(matching.lower <= bottleneck + 1e-12);
    ++finite;
  }
  CHECK(finite >= 3);
}

TEST_CASE("the largest difference of weighted pushes over a box is what dense sampling finds",
          "[decomposition][distance][oracle]") {
  RandomStream random(3, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto grade = [&] { return PlacedGrade{4 * random.uniform() - 2, 4 * random.uniform() - 2}; };
    const auto p = grade(), q = grade();
    LineBox box;
    std::tie(box.slope_low, box.slope_high) = std::minmax({random.uniform(), random.uniform()});
    std::tie(box.offset_low, box.offset_high) = std::minmax({4 * random.uniform() - 2, 4 * random.uniform() - 2});
    double best = -infinity;
    constexpr int steps = 200;
    for (int i = 0; i <= steps; ++i)
      for (int j = 0; j <= steps; ++j) {
        const double slope = box.slope_low + (box.slope_high - box.slope_low) * i / steps,
                     offset = box.offset_low + (box.offset_high - box.offset_low) * j / steps;
        best = std::max(best, weighted_push(p, slope, offset) - weighted_push(q, slope, offset));
      }
    INFO("trial " << trial);
    REQUIRE(largest_difference(p, q, box) >= best - 1e-12);
    REQUIRE(largest_difference(p, q, box) <= best + 0.03);
  }
}

TEST_CASE("bars along every line of a box lie where the slice of one line says", "[decomposition][distance][law]") {
  RandomStream random(9, 0);
  std::size_t moving = 0, fixed = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto module = trial % 2 ? random_rips_module(random, 24, trial / 2 % 2) : random_module(random, 12, 10, 0);
    if (module.matrix.row_count() < 3) continue;
    const double range = trial % 2 ? 1 : 10;
    CertifiedSlice slice(module, {1, 1}, {range / 2, range / 2}), other(module, {1, 1}, {range / 2, range / 2});
    LineBox box{.is_steep = random.below(2) == 1};
    const double size = std::pow(0.5, double(random.below(7)));
    box.slope_low = (1 - size) * random.uniform();
    box.slope_high = box.slope_low + size;
    box.offset_low = range * (1 - size) * (random.uniform() - 0.5);
    box.offset_high = box.offset_low + range * size * random.uniform();
    const auto inside = [&] {
      return std::pair{box.slope_low + (box.slope_high - box.slope_low) * random.uniform(),
                       box.offset_low + (box.offset_high - box.offset_low) * random.uniform()};
    };
    const auto [slope, offset] = inside();
    slice.reduce(box, slope, offset);
    slice.bound(box);

    for (int line = 0; line < 20; ++line) {
      const auto [s, c] = inside();
      other.reduce(box, s, c);
      const auto holds = [&](Index formal, Index actual) {
        if (formal == none || actual == none) return formal == actual;
        const double t = other.time(formal), end = other.time(actual);
        double high = t, low = slice.below(formal).empty() ? -infinity : t;
        for (const Index grade : slice.above(formal)) high = std::max(high, other.time(grade));
        for (const Index grade : slice.below(formal)) low = std::min(low, other.time(grade));
        if (high > t + slice.rise(formal) + 1e-12) return false;  // never says less
        return end >= std::max(low, t - slice.drop(formal)) - 1e-12 && end <= high + 1e-12;
      };
      std::vector<std::vector<Index>> neighbors;
      for (const auto& formal : slice.bars()) {
        neighbors.emplace_back();
        for (Index k = 0; k < other.bars().size(); ++k)
          if (holds(formal.birth, other.bars()[k].birth) && holds(formal.death, other.bars()[k].death))
            neighbors.back().push_back(k);
        for (const Index end : {formal.birth, formal.death})
          if (end != none) (slice.drop(end) > 0 || slice.rise(end) > 0 ? moving : fixed) += 1;
      }
      INFO("trial " << trial << ", size " << size << ": " << module.brief());
      REQUIRE(is_coverable(neighbors, Index(other.bars().size())));
    }
  }
  CHECK(moving > 1000);
  CHECK(fixed > 1000);
}

TEST_CASE("a bipartite graph is coverable exactly when no set of vertices has too few neighbors",
          "[decomposition][distance][oracle]") {
  RandomStream random(13, 0);
  int yes = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const Index left = 1 + Index(random.below(7)), right = 1 + Index(random.below(8));
    std::vector<std::vector<Index>> neighbors(left);
    std::vector<unsigned> masks(left, 0);
    for (Index i = 0; i < left; ++i)
      for (Index j = 0; j < right; ++j)
        if (random.below(3) == 0) {
          neighbors[i].push_back(j);
          masks[i] |= 1u << j;
        }
    bool hall = true;
    for (unsigned some = 1; some < 1u << left; ++some) {
      unsigned reached = 0;
      for (Index i = 0; i < left; ++i)
        if (some >> i & 1) reached |= masks[i];
      hall = hall && std::popcount(reached) >= std::popcount(some);
    }
    REQUIRE(is_coverable(neighbors, right) == hall);
    yes += hall;
  }
  CHECK(yes > 100);
  CHECK(yes < 1900);
}

TEST_CASE("rescaled axes give the same scaled distance, and unscaled ones another", "[decomposition][distance][law]") {
  RandomStream random(15, 0);
  const auto a = random_module(random, 9, 8, 0), b = random_module(random, 9, 8, 0);
  const auto stretched = [](Presentation<2> module) {
    for (double& value : module.grid.axes[1].values) value *= 8;
    return module;
  };
  const MatchingDistanceOptions scaled{.axis_scale = AxisScaling::range, .fit = {}};
  const auto plain = matching_distance(a, b, scaled), other = matching_distance(stretched(a), stretched(b), scaled);
  CHECK(plain.lower == other.lower);
  CHECK(plain.upper == other.upper);
  CHECK(other.axis_scale[1] == 8 * plain.axis_scale[1]);
  CHECK(weighted_distance(a, b, {{0, 0}, {1, 1}}) <= matching_distance(a, b, in_units).upper);
  const Line<2>& line = other.line;
  CHECK(other.weight * bottleneck_distance(slice(stretched(a), line), slice(stretched(b), line)) ==
        Approx(other.lower));
}

TEST_CASE("the matrix of matching distances has the midpoints, the same bits on every number of threads",
          "[decomposition][distance][law]") {
  RandomStream random(17, 0);
  Collection<Presentation<2>> modules;
  for (int sample = 0; sample < 6; ++sample)
    modules.add("module" + std::to_string(sample), random_module(random, 9, 8, 0));
  std::vector<DistanceMatrix> results;
  double widest = -1;
  for (const unsigned threads : {1u, 2u, 3u}) {
    ContextOptions options;
    options.threads = threads;
    options.resolved = [&](const ResolvedValue& value) {
      if (value.name == "widest_interval") widest = value.value;
    };
    results.push_back(matching_distances(modules, in_units, Context(options)));
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  double seen = 0;
  for (Index i = 0; i < modules.size(); ++i)
    for (Index j = 0; j < i; ++j) {
      const auto one = matching_distance(modules[i], modules[j], in_units);
      CHECK(results[0](i, j) == one.midpoint());
      seen = std::max(seen, one.width());
    }
  CHECK(seen == widest);
  CHECK(widest > 0);
}

TEST_CASE("a search that runs out of evaluations gives a wider interval and a warning",
          "[decomposition][distance][error]") {
  RandomStream random(19, 0);
  Collection<Presentation<2>> modules;
  for (const auto* name : {"a", "b"}) modules.add(name, random_module(random, 30, 40, 0));
  std::vector<std::string> warnings;
  ContextOptions options;
  options.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  matching_distances(modules, within(0.001, 1), Context(options));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("1 of 1 distances") == 0);

  const auto rough = matching_distance(modules[0], modules[1], within(0.001, 1)),
             fine = matching_distance(modules[0], modules[1], within(0.001));
  CHECK(rough.evaluations == 1);
  CHECK(rough.lower <= fine.lower);
  CHECK(rough.upper >= fine.upper);
  CHECK(rough.upper <= 39);  // the range of the grades
}

TEST_CASE("the matching distance refuses what cannot be compared", "[decomposition][distance][error]") {
  const auto a = free_module(5, {{{1, 1}}});
  auto other_degree = a, other_direction = a;
  other_degree.degree = 1;
  other_direction.grid.axes[1].direction = Direction::superlevel;
  CHECK(reason_of([&] { matching_distance(a, other_degree); }) == "needs modules of one degree, got 0 and 1");
  CHECK(code_of([&] { matching_distance(a, other_direction); }) == "D106");
  CHECK(code_of([&] { matching_distance(a, a, within(-1)); }) == "D106");
  CHECK(code_of([&] { matching_distance(a, a, within(std::nan(""))); }) == "D106");
  CHECK(reason_of([&] { matching_distance(a, a, within(0.1, 0)); }) == "needs one evaluation at least, got 0");

  Collection<Presentation<2>> modules;
  modules.add("one", a);
  modules.add("none", free_module(5, {}));
  CHECK(reason_of([&] { matching_distances(modules, in_units, Context()); }) ==
        "needs finite distances, got infinity between the samples one and none");
  CHECK(matching_distances({}, in_units, Context()).size() == 0);

  std::stop_source stop;
  stop.request_stop();
  ContextOptions options;
  options.stop = stop.get_token();
  CHECK_THROWS_AS(matching_distance(a, rectangle(5, {{1, 1}}, {{3, 3}}), in_units, Context(options)), Cancelled);
}
