// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "persistence/line_slicer.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_ranks.hpp"
#include "support/random_modules.hpp"
#include "support/sliced_witness.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

const Context context;

Line<2> random_line(RandomStream& random, double size) {
  Line<2> line{{(2 * random.uniform() - 1) * size, (2 * random.uniform() - 1) * size},
               {random.uniform(), random.uniform()}};
  if (random.below(5) == 0) line.direction[random.below(2)] = 0;                             // along an axis
  if (random.below(5) == 0) line.base = {double(random.below(5)), double(random.below(5))};  // through grades
  return line;
}

}  // namespace

TEST_CASE("slices of the presentation are GUDHI's barcodes of the sliced complex", "[persistence][slice][reference]") {
  RandomStream random(31, 0);
  int lines = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const auto complex = random_bifiltered_complex(random, 8, 6);
    std::vector<Presentation<2>> modules;
    for (Index degree = 0; degree < 3; ++degree)
      modules.push_back(minimal_presentation(complex, {.degree = degree}, context));
    const SlicedWitness gudhi(complex);
    for (int k = 0; k < 50; ++k, ++lines) {
      const Line<2> line = random_line(random, 6);
      const auto witness = gudhi.barcode(line, 3);
      for (Index degree = 0; degree < 3; ++degree) {
        INFO("trial " << trial << ", line " << k << ", degree " << degree);
        REQUIRE(slice(modules[degree], line) == of_degree(witness, degree));
      }
    }
  }
  CHECK(lines == 10000);
}

TEST_CASE("lines asked for together or alone have the same barcodes", "[persistence][slice][law]") {
  RandomStream random(32, 0);
  const Context many({.threads = 3});
  const auto module = minimal_presentation(random_bifiltered_complex(random, 10, 8), {.degree = 1}, context);
  SliceOptions options{.lines = {}};
  for (int k = 0; k < 40; ++k) {
    const Line<2> line = random_line(random, 8);
    options.lines.insert(options.lines.end(), {line.base[0], line.base[1], line.direction[0], line.direction[1]});
  }
  const auto together = slices(module, options, many);
  for (std::size_t k = 0; k < together.lines.size(); ++k)
    REQUIRE(together.barcodes[k] == slice(module, together.lines[k]));
}

TEST_CASE("bars alive from s to t number the rank along the line, for one to four parameters",
          "[persistence][slice][oracle]") {
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(34, N);
    for (int trial = 0; trial < 40; ++trial) {
      const auto module = random_module<N>(random, 6, 7, 5);
      Line<N> line;
      for (int axis = 0; axis < N; ++axis) {
        line.base[axis] = random.uniform() * 5;
        line.direction[axis] = axis > 0 && random.below(4) == 0 ? 0 : 0.2 + random.uniform();
      }
      const auto barcode = slice(module, line);
      const auto at = [&](double t) {
        Point<N> point;
        for (int axis = 0; axis < N; ++axis) point[axis] = line.base[axis] + t * line.direction[axis];
        return point;
      };
      for (int k = 0; k < 30; ++k) {
        const double s = 20 * random.uniform() - 10, t = s + 5 * random.uniform();
        const auto alive =
            std::ranges::count_if(barcode.bars, [&](const Bar& bar) { return bar.birth <= s && t < bar.death; });
        REQUIRE(Index(alive) == naive_rank(module, at(s), at(t)));
      }
    }
  });
}

TEST_CASE("a warm start, a start anew and the choice between them give the same bars", "[persistence][slice][law]") {
  for_parameters<2, 3>([&](auto n) {
    constexpr int N = n();
    RandomStream random(35, N);
    for (int trial = 0; trial < 6; ++trial) {
      const auto module = random_module<N>(random, 60, 90, 40);  // half of all entries: sums are long
      LineSlicer<N> warm(module), anew(module), either(module);
      for (int k = 0; k < 60; ++k) {
        Line<N> line;
        for (int axis = 0; axis < N; ++axis) line.base[axis] = axis == 0 ? 0 : k * 0.3 - 9 + random.uniform() * 0.2;
        if (k % 20 == 19) line.direction[random.below(N)] = 0;  // some of the module never enters
        const auto expected = barcode_of(anew.bars(line, SliceReduction::Start::anew));
        REQUIRE(barcode_of(warm.bars(line, SliceReduction::Start::warm)) == expected);
        REQUIRE(barcode_of(either.bars(line)) == expected);
      }
    }
  });
}

TEST_CASE("a batch of lines has the same barcodes in any order, on any number of threads",
          "[persistence][slice][law]") {
  RandomStream random(36, 0);
  const auto module = random_module<3>(random, 40, 60, 20);
  std::vector<Line<3>> lines(200);
  for (auto& line : lines)
    for (int axis = 0; axis < 3; ++axis) {
      line.base[axis] = random.uniform() * 20;
      line.direction[axis] = random.below(3) ? 1 : 0.5;
    }
  const auto sliced = [&](const std::vector<Line<3>>& some, unsigned threads) {
    SliceOptions options;
    for (const auto& line : some) {
      options.lines.insert(options.lines.end(), line.base.begin(), line.base.end());
      options.lines.insert(options.lines.end(), line.direction.begin(), line.direction.end());
    }
    return slices(module, options, Context({.threads = threads}));
  };
  const auto forth = sliced(lines, 1);
  CHECK(forth.lines == lines);
  CHECK(sliced(lines, 3).barcodes == forth.barcodes);
  std::ranges::reverse(lines);
  auto back = sliced(lines, 2).barcodes;
  std::ranges::reverse(back);
  CHECK(back == forth.barcodes);
}

TEST_CASE("a family of lines runs through the box it is fitted to", "[persistence][slice][example]") {
  Presentation<2> module;
  module.grid.axes[0].values = {0, 4};
  module.grid.axes[1].values = {0, 400};
  module.matrix.row_grades = {{{0, 0}}, {{1, 1}}};

  const auto diagonals = slices(module, {.lines = {}, .count = 2}, context);
  CHECK(diagonals.lines == std::vector<Line<2>>{{{1, 300}, {4, 400}}, {{3, 100}, {4, 400}}});
  CHECK(diagonals.barcodes[0] == barcode_of({{-0.25, infinity, 0}, {0.75, infinity, 0}}));
  CHECK(slices(module, {}, context).lines.size() == 20);

  const auto fan = slices(module, {.lines = {}, .count = 3, .directions = 2}, context);
  REQUIRE(fan.lines.size() == 6);
  CHECK(fan.lines[1].base == Point<2>{2, 200});
  CHECK(fan.lines[0].direction[1] / 400 == Approx(std::tan(std::acos(-1) / 8)));
  CHECK(fan.lines[5].direction[0] / 4 == Approx(std::tan(std::acos(-1) / 8)));

  Collection<Presentation<2>> modules;
  modules.add("one", module);
  module.grid.axes[0].values = {2, 10};
  modules.add("two", module);
  const auto box = fit_line_box(modules, {}, context);
  CHECK(box == SamplingGrid{{{0, 10}, {0, 400}}});
  CHECK(slices(modules[0], {.lines = {}, .count = 1, .fit = box}, context).lines[0].base == Point<2>{5, 200});

  // Offsets -2/3, 0, 2/3 along two axes: (-2/3, 2/3) and (2/3, -2/3) miss the cube.
  CHECK(slices(Presentation<3>{}, {.lines = {}, .count = 3}, context).lines.size() == 7);
  CHECK(slices(Presentation<1>{}, {}, context).lines.size() == 1);
}

TEST_CASE("lines that are none, and families that are not, are refused", "[persistence][slice][error]") {
  const auto module = presentation_of(3, {{{0, 0}}}, {});
  CHECK(reason_of([&] { slice(module, {{0, 0}, {1, -1}}); }) == "a line needs a direction >= 0 in every axis, got -1");
  CHECK(reason_of([&] {
          slice(module, {{0, 0}, {0, 0}});
        }) == "a line needs a direction that is not zero, got zero in every axis");
  CHECK(reason_of([&] { slice(module, {{infinity, 0}, {1, 1}}); }) == "a line needs a finite base, got inf");
  const auto reason = [&](const SliceOptions& options) { return reason_of([&] { slices(module, options, context); }); };
  CHECK(reason({.lines = {0, 0, 1}}) == "needs 4 numbers a line (base and direction), got 3 in all");
  CHECK(reason({.lines = {0, 0, 1, 1}, .count = 3}) == "needs lines or a family of lines, got both");
  CHECK(reason({.lines = {}, .count = 0}) == "needs one line at least, got 0");
  CHECK(reason({.lines = {}, .directions = 0}) == "needs one direction at least, got 0");
  CHECK(reason_of([&] { slices(Presentation<3>{}, {.lines = {}, .directions = 2}, context); }) ==
        "needs two parameters for several directions, got 3 parameters");
  CHECK(code_of([&] { slices(module, {.lines = {}, .count = 1000000}, Context({.memory_budget = 1 << 20})); }) ==
        "R302");
}
