// SPDX-License-Identifier: MIT
#include "tessera/vectorization/gril.hpp"

#include "tessera/persistence/landscape.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "vectorization/worm_rank.hpp"

#include "support/catch.hpp"
#include "support/collection_of.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "support/naive_worm_rank.hpp"
#include "support/random_modules.hpp"
#include "support/regraded.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

SamplingGrid square(double side) { return {{{0, side}, {0, side}}}; }

Presentation<2> random_module(RandomStream& random, Index ranks) {
  return minimal_presentation(
      random_filtered_complex<2>(random, 2 + Index(random.below(4)), 1 + Index(random.below(4)), ranks), {.degree = 0},
      {});
}

/// A rectangle [x0, x1) x [y0, y1) as one generator and two relations.
void add_rectangle(std::vector<Grade<2>>& generators, std::vector<RelationAt>& relations, Grade<2> birth,
                   Grade<2> death) {
  const auto row = Index(generators.size());
  generators.push_back(birth);
  relations.push_back({{{death[0], birth[1]}}, {row}});
  relations.push_back({{{birth[0], death[1]}}, {row}});
}

}  // namespace

TEST_CASE("a rectangle holds a worm as long as it fits", "[vectorization][gril]") {
  // [0, 9) x [0, 9) around (4.5, 4.5): a square of half side d fits up to 4.5, a worm of length l up to 4.5 / l.
  std::vector<Grade<2>> generators;
  std::vector<RelationAt> relations;
  add_rectangle(generators, relations, {{0, 0}}, {{9, 9}});
  const auto module = presentation_of(10, generators, relations);
  WormRank rank(module, {1, 1});
  for (Index l = 1; l <= 3; ++l) {
    CHECK(rank({4.5, 4.5}, 4.49 / l, l) == 1);
    CHECK(rank({4.5, 4.5}, 4.51 / l, l) == 0);
  }
  const auto features = gril(collection_of<Presentation<2>>({module}),
                             {.count = 2, .worm = 2, .resolution = {1, 1}, .widths = 900, .fit = square(9)}, {});
  CHECK(features.values[0] == Approx(2.25 / 9).margin(1.0 / 900));  // in units of the side
  CHECK(features.values[1] == 0);
}

TEST_CASE("two pieces that cover a worm together do not hold it, one glued of them does", "[vectorization][gril]") {
  // Generators at (0, 3) and (3, 0). Apart, each lives on its own up-set; glued at (3, 3), they are one interval.
  const auto apart = presentation_of(9, {{{0, 3}}, {{3, 0}}}, {});
  const auto glued = presentation_of(9, {{{0, 3}}, {{3, 0}}}, {{{{3, 3}}, {0, 1}}});
  const Point<2> p{4, 4};
  WormRank of_apart(apart, {1, 1}), of_glued(glued, {1, 1});
  CHECK(of_apart(p, 1, 1) == 2);
  CHECK(of_glued(p, 1, 1) == 1);
  // The worm of width 1.5 has its lowest points from (1, 4) to (4, 1): each generator sees one end only.
  CHECK(of_apart(p, 1.5, 2) == 0);
  CHECK(of_glued(p, 1.5, 2) == 0);  // (2.5, 2.5) lies under neither
  const auto inner = presentation_of(9, {{{0, 2}}, {{2, 0}}}, {{{{2, 2}}, {0, 1}}});
  const auto inner_apart = presentation_of(9, {{{0, 2}}, {{2, 0}}}, {});
  CHECK(WormRank(inner, {1, 1})(p, 1.5, 2) == 1);
  CHECK(WormRank(inner_apart, {1, 1})(p, 1.5, 2) == 0);
  CHECK(naive_worm_rank(inner, p, 1.5, 2) == 1);
  CHECK(naive_worm_rank(inner_apart, p, 1.5, 2) == 0);
}

TEST_CASE("ranks over worms are those of the whole limit and colimit", "[vectorization][gril][oracle]") {
  RandomStream random(1, 0);
  auto modules = non_intervals(6);
  for (int k = 0; k < 40; ++k) modules.push_back(random_module(random, 6));
  for (int k = 0; k < 40; ++k)
    modules.push_back(scrambled_sum(
        random, {random_staircase(random, 3, 6), random_staircase(random, 3, 6), random_staircase(random, 2, 6)}, 6));
  int nonzero = 0, compared = 0;
  for (const auto& module : modules) {
    WormRank rank(module, {1, 1});
    for (int trial = 0; trial < 12; ++trial) {
      const Point<2> p{0.25 * double(random.below(24)), 0.25 * double(random.below(24))};
      const double d = 0.25 * double(1 + random.below(trial % 2 ? 4 : 10));
      const auto l = 1 + Index(random.below(3));
      INFO("p " << p[0] << ", " << p[1] << " d " << d << " l " << l);
      const auto expected = naive_worm_rank(module, p, d, int(l));
      REQUIRE(rank(p, d, l) == expected);
      nonzero += expected > 0;
      ++compared;
    }
  }
  INFO(nonzero << " of " << compared << " are not zero");
  CHECK(nonzero > 100);
}

TEST_CASE("for a square the landscapes are those of the rank invariant, and longer worms see less",
          "[vectorization][gril][reference]") {
  RandomStream random(2, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto module = random_module(random, 8);
    LandscapeOptions options;
    options.count = 2;
    options.axis_scale = AxisScaling::unscaled;
    options.fit = SamplingGrid{{{0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5}, {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5}}};
    const auto expected = landscape(module, options, {});
    const auto samples = collection_of<Presentation<2>>({module});
    std::vector<double> last;
    for (Index l = 1; l <= 3; ++l) {
      const auto features = gril(samples,
                                 {.count = 2,
                                  .worm = l,
                                  .resolution = {8, 8},
                                  .widths = 1024,
                                  .axis_scale = AxisScaling::unscaled,
                                  .fit = square(8)},
                                 {});
      for (std::size_t k = 0; k < features.values.size(); ++k) {
        if (l == 1) {
          REQUIRE(features.values[k] <= std::min(8.0, expected.values[k]) + 1e-12);
          REQUIRE(features.values[k] > std::min(8.0, expected.values[k]) - 8.0 / 1024 - 1e-12);
        } else {
          REQUIRE(features.values[k] <= last[k]);
        }
      }
      last = features.values;
    }
  }
}

TEST_CASE("a landscape over worms moves by at most the largest change of a filtration value, end to end",
          "[vectorization][gril][stability][law]") {
  RandomStream random(3, 0);
  constexpr Index widths = 1 << 14;
  const double step = 8.0 / widths;
  for (Index l = 1; l <= 3; ++l) {
    double largest = 0;
    for (int trial = 0; trial < 3400; ++trial) {
      const auto complex =
          random_filtered_complex<2>(random, 2 + Index(random.below(3)), 1 + Index(random.below(3)), 6);
      const auto f = perturbed<2>(random, complex, values_of(complex), 0.5, 1);
      const auto g = perturbed<2>(random, complex, f, 0.1 + random.uniform() * random.uniform(), random.uniform());
      double e = 0;
      for (std::size_t d = 0; d < f.size(); ++d)
        for (std::size_t cell = 0; cell < f[d].size(); ++cell)
          for (int axis = 0; axis < 2; ++axis) e = std::max(e, std::abs(f[d][cell][axis] - g[d][cell][axis]));
      std::vector<Presentation<2>> both;
      for (const auto& values : {f, g})
        both.push_back(minimal_presentation(regraded<2>(complex, values), {.degree = 0}, {}));
      const auto features = gril(collection_of(std::move(both)),
                                 {.count = 2,
                                  .worm = l,
                                  .resolution = {2, 2},
                                  .widths = widths,
                                  .axis_scale = AxisScaling::unscaled,
                                  .fit = square(8)},
                                 {});
      double change = 0;
      for (Index k = 0; k < features.width(); ++k)
        change = std::max(change, std::abs(features.row(0)[k] - features.row(1)[k]));
      REQUIRE(change <= features.stability.constant * e * (1 + 1e-9) + step);
      if (e > 0) largest = std::max(largest, (change - step) / e);
    }
    INFO("worm " << l << ": largest ratio " << largest);
    CHECK(largest >= 0.45);
  }
}

TEST_CASE("landscapes over worms do not depend on threads, basis or unit, and stop where the module is unknown",
          "[vectorization][gril][law]") {
  RandomStream random(4, 0);
  std::vector<Presentation<2>> modules, others;
  for (int k = 0; k < 5; ++k) {
    modules.push_back(random_module(random, 8));
    others.push_back(scrambled(random, modules.back()));
    for (double& value : others.back().grid.axes[1].values) value *= 1024;
  }
  const GrilOptions options{.resolution = {5, 6}, .widths = 32};
  const auto features = gril(collection_of(modules), options, {});
  const Context four(ContextOptions{.threads = 4});
  CHECK(gril(collection_of(modules), options, four).values == features.values);
  CHECK(gril(collection_of(others), options, {}).values == features.values);
  CHECK(features.shape() == std::vector<Index>{3, 5, 6});
  CHECK(features.columns.front() == "l01.x00.y00");
  CHECK(features.columns.back() == "l03.x04.y05");

  auto module = presentation_of(9, {{{0, 0}}}, {});
  CHECK(WormRank(module, {1, 1})({4, 4}, 3, 1) == 1);
  module.grid.axes[0].known_below = 6;
  CHECK(WormRank(module, {1, 1})({4, 4}, 1.9, 1) == 1);
  CHECK(WormRank(module, {1, 1})({4, 4}, 2.1, 1) == 0);
}

TEST_CASE("what has no landscape is refused, and a zero module has zeros", "[vectorization][gril][error]") {
  const auto zero = presentation_of(5, {}, {});
  const auto features = gril(collection_of<Presentation<2>>({zero}), {.fit = square(4)}, {});
  CHECK(std::ranges::all_of(features.values, [](double value) { return value == 0; }));
  const auto landscapes = [&](const GrilOptions& options) {
    gril(collection_of<Presentation<2>>({zero}), options, {});
  };
  CHECK(reason_of([&] { landscapes({.count = 0}); }) == "needs one rank at least, got 0");
  CHECK(reason_of([&] { landscapes({.worm = 0}); }) == "needs one square at least, got 0");
  CHECK(reason_of([&] { landscapes({.resolution = {0, 1}}); }) == "needs one pixel on each axis at least, got 0");
  CHECK(reason_of([&] { landscapes({.widths = 0}); }) == "needs one width at least, got 0");
  CHECK(gril(Collection<Presentation<2>>{}, {}, {}).rows() == 0);
}
