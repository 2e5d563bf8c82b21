// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gudhi_witness.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/bottleneck.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <array>
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

/// The vertices of every cell, by dimension, from the faces alone.
std::vector<std::vector<std::vector<Index>>> vertices_of(const FilteredComplex<2>& complex) {
  std::vector<std::vector<std::vector<Index>>> all;
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension) {
    all.emplace_back(complex.blocks[dimension].size());
    for (Index cell = 0; cell < all.back().size(); ++cell) {
      auto& vertices = all.back()[cell];
      if (dimension == 0) vertices = {cell};
      for (const Index face : complex.blocks[dimension].boundary(cell))
        vertices.insert(vertices.end(), all[dimension - 1][face].begin(), all[dimension - 1][face].end());
      std::ranges::sort(vertices);
      vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
    }
  }
  return all;
}

/// GUDHI's barcode of the complex along a line.
std::vector<WitnessBar> sliced_by_gudhi(const FilteredComplex<2>& complex,
                                        const std::vector<std::vector<std::vector<Index>>>& vertices,
                                        const Line<2>& line) {
  std::vector<WitnessSimplex> simplices;
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension)
    for (Index cell = 0; cell < complex.blocks[dimension].size(); ++cell) {
      const double time = line.push(complex.grid(complex.blocks[dimension].grades[cell]));
      if (time < infinity) simplices.push_back({vertices[dimension][cell], time});
    }
  return simplices.empty() ? std::vector<WitnessBar>{} : gudhi_barcode(simplices, 3);
}

Barcode of_degree(const std::vector<WitnessBar>& witness, Index degree) {
  std::vector<Bar> bars;
  for (const auto& bar : witness)
    if (Index(bar.degree) == degree) bars.push_back({bar.birth, bar.death, degree});
  return barcode_of(std::move(bars));
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
    const auto vertices = vertices_of(complex);
    for (int k = 0; k < 50; ++k, ++lines) {
      const Line<2> line = random_line(random, 6);
      const auto witness = sliced_by_gudhi(complex, vertices, line);
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

TEST_CASE("a line that goes down, or nowhere, is refused", "[persistence][slice][error]") {
  const auto module = presentation_of(3, {{{0, 0}}}, {});
  CHECK(reason_of([&] { slice(module, {{0, 0}, {1, -1}}); }) == "a line needs a direction >= 0 in every axis, got -1");
  CHECK(reason_of([&] {
          slice(module, {{0, 0}, {0, 0}});
        }) == "a line needs a direction that is not zero, got zero in every axis");
  CHECK(reason_of([&] { slice(module, {{infinity, 0}, {1, 1}}); }) == "a line needs a finite base, got inf");
  CHECK(reason_of([&] {
          slices(module, {.lines = {0, 0, 1}}, context);
        }) == "needs 4 numbers a line (base and direction), got 3 in all");
}

TEST_CASE("the bottleneck distance of small barcodes, by hand", "[persistence][example]") {
  const auto barcode = [](std::vector<Bar> bars) { return barcode_of(std::move(bars)); };
  CHECK(bottleneck_distance(barcode({{0, 4, 0}}), barcode({{1, 4, 0}})) == 1);
  CHECK(bottleneck_distance(barcode({{0, 4, 0}}), {}) == 2);
  CHECK(bottleneck_distance(barcode({{0, infinity, 0}}), barcode({{3, infinity, 0}})) == 3);
  CHECK(bottleneck_distance(barcode({{0, infinity, 0}}), {}) == infinity);
  CHECK(bottleneck_distance({}, {}) == 0);
  // Both move by one; keeping the equal bars together would move the other by two.
  CHECK(bottleneck_distance(barcode({{0, 10, 0}, {1, 11, 0}}), barcode({{1, 11, 0}, {2, 12, 0}})) == 1);
  CHECK(bottleneck_distance(barcode({{0, 4, 0}}), barcode({{0, 4, 1}})) == 2);
  // Matching crosswise is worse than leaving the short bar alone.
  CHECK(bottleneck_distance(barcode({{0, 10, 0}, {0, 1, 0}}), barcode({{0, 10.25, 0}})) == 0.5);
}

TEST_CASE("the bottleneck distance is the least over all matchings", "[persistence][oracle]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 400; ++trial) {
    std::array<std::vector<Bar>, 2> sides;
    for (auto& bars : sides)
      for (std::uint64_t k = random.below(4); k > 0; --k) {
        const double birth = double(random.below(6));
        bars.push_back({birth, random.below(8) == 0 ? infinity : birth + 1 + double(random.below(6)), 0});
      }
    // Padded with places on the diagonal, every matching is a permutation.
    const std::size_t m = sides[0].size(), n = sides[1].size();
    std::vector<std::size_t> order(m + n);
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    double least = infinity;
    do {
      double worst = 0;
      for (std::size_t i = 0; i < order.size(); ++i) {
        const bool is_bar = i < m, meets_bar = order[i] < n;
        if (is_bar && meets_bar) {
          const Bar &p = sides[0][i], &q = sides[1][order[i]];
          const double deaths = p.death == q.death ? 0 : std::abs(p.death - q.death);
          worst = std::max({worst, std::abs(p.birth - q.birth), deaths});
        } else if (is_bar || meets_bar) {
          const Bar& bar = is_bar ? sides[0][i] : sides[1][order[i]];
          worst = std::max(worst, (bar.death - bar.birth) / 2);
        }
      }
      least = std::min(least, worst);
    } while (std::next_permutation(order.begin(), order.end()));
    REQUIRE(bottleneck_distance(barcode_of(sides[0]), barcode_of(sides[1])) == least);
  }
}
