// SPDX-License-Identifier: MIT
#include "tessera/persistence/bottleneck_distance.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_matching.hpp"
#include "support/published_distances.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace tessera;

namespace {

Barcode barcode(std::vector<Bar> bars) { return barcode_of(std::move(bars)); }

}  // namespace

TEST_CASE("the bottleneck distance of small barcodes, by hand", "[persistence][distance][example]") {
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
  // Bars without beginning match by death, and lines only one another.
  CHECK(bottleneck_distance(barcode({{-infinity, 3, 0}}), barcode({{-infinity, 5, 0}})) == 2);
  CHECK(bottleneck_distance(barcode({{-infinity, infinity, 0}}), barcode({{-infinity, infinity, 0}})) == 0);
  CHECK(bottleneck_distance(barcode({{-infinity, infinity, 0}}), barcode({{0, infinity, 0}})) == infinity);
}

TEST_CASE("degrees and infinite bars can be left out", "[persistence][distance][example]") {
  const auto a = barcode({{0, 4, 0}, {0, 9, 1}, {0, infinity, 0}}), b = barcode({{0, 5, 0}});
  CHECK(bottleneck_distance(a, b) == infinity);
  CHECK(bottleneck_distance(a, b, {.degree = 1}) == 4.5);
  CHECK(bottleneck_distance(a, b, {.degree = 7}) == 0);
  CHECK(bottleneck_distance(a, b, {.degree = {}, .infinite_bars = InfiniteBars::ignore}) == 4.5);
  CHECK(bottleneck_distance(a, b, {.degree = 0, .infinite_bars = InfiniteBars::ignore}) == 1);
}

TEST_CASE("the bottleneck distance is the least over all matchings, to the bit", "[persistence][distance][oracle]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 4000; ++trial) {
    const auto a = random_barcode(random, 5), b = random_barcode(random, 5);
    INFO("trial " << trial);
    REQUIRE(bottleneck_distance(a, b) == naive_distance(a, b, {}));
    REQUIRE(bottleneck_distance(b, a) == bottleneck_distance(a, b));
  }
}

TEST_CASE("the bottleneck distance of a hundred bars is that of its definition, to the bit",
          "[persistence][distance][oracle]") {
  RandomStream random(38, 0);
  for (int trial = 0; trial < 40; ++trial) {
    std::array<std::vector<Bar>, 2> sides;
    for (auto& bars : sides)
      for (auto k = 60 + random.below(60); k > 0; --k) {  // on a lattice, or so long that most of them must be matched
        const double birth = trial % 2 == 0 ? double(random.below(40)) : random.uniform();
        bars.push_back({birth, birth + (trial % 2 == 0 ? 8 + double(random.below(40)) : 1 + random.uniform()), 0});
      }
    const auto a = barcode_of(sides[0]), b = barcode_of(sides[1]);
    INFO("trial " << trial);
    REQUIRE(bottleneck_distance(a, b) == dense_bottleneck(a, b));
  }
}

TEST_CASE("bottleneck distances obey the triangle inequality and move no more than the bars do",
          "[persistence][distance][law]") {
  RandomStream random(34, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto a = random_barcode(random, 60, true), b = random_barcode(random, 60, true),
               c = random_barcode(random, 60, true);
    const double ab = bottleneck_distance(a, b), bc = bottleneck_distance(b, c), ac = bottleneck_distance(a, c);
    REQUIRE(ac <= (ab + bc) * (1 + 1e-15));
    REQUIRE(bottleneck_distance(a, a) == 0);

    auto moved = a.bars;
    for (Bar& bar : moved) bar.birth += 0.01 * random.uniform(), bar.death += 0.01 * random.uniform();
    REQUIRE(bottleneck_distance(a, barcode_of(moved)) <= 0.01 * (1 + 1e-12));
  }
}

TEST_CASE("the bottleneck distance scales with powers of two to the bit, in any unit", "[persistence][distance][law]") {
  RandomStream random(35, 0);
  for (const double unit : {0x1p-1000, 0x1p-40, 0x1p40, 0x1p1000}) {
    auto a = uniform_barcode(random, 300), b = uniform_barcode(random, 200);
    const double before = bottleneck_distance(a, b);
    for (auto* one : {&a, &b})
      for (Bar& bar : one->bars) bar.birth *= unit, bar.death *= unit;
    CHECK(bottleneck_distance(a, b) == before * unit);
  }
  CHECK(bottleneck_distance(barcode({{-1.5e308, 1.5e308, 0}}), {}) == 1.5e308);
}

TEST_CASE("ten thousand bars a side are no matter, equal or nearly equal ones least of all",
          "[persistence][distance][law]") {
  RandomStream random(36, 0);
  const auto a = uniform_barcode(random, 3000), b = uniform_barcode(random, 3000);
  const double distance = bottleneck_distance(a, b);
  CHECK((distance > 0 && distance < 0.2));

  const auto many = uniform_barcode(random, 10000);
  auto moved = many.bars;
  for (Bar& bar : moved) bar.death += 1e-6;
  CHECK(bottleneck_distance(many, barcode_of(moved)) <= 1e-6 * (1 + 1e-9));
  CHECK(bottleneck_distance(many, many) == 0);
  // 10,000 equal bars against one fewer: one is left alone.
  std::vector<Bar> equal(10000, Bar{0, 1, 0});
  const auto all = barcode_of(equal);
  equal.pop_back();
  CHECK(bottleneck_distance(all, barcode_of(equal)) == 0.5);
}

TEST_CASE("bottleneck distances are those that Hera's authors published", "[persistence][distance][reference]") {
  if (truth_folder().empty()) {
    WARN("needs TESSERA_DATA: left out");
    return;
  }
  const std::string archive = truth_folder() + "hera_bottleneck_sample.zip";
  int compared = 0;
  for (const auto& words : words_of_lines(zip_text(archive, "test_list.txt"))) {
    const auto a = published_barcode(zip_text(archive, words[0])), b = published_barcode(zip_text(archive, words[1]));
    if (!a.are_bars || !b.are_bars) continue;
    INFO(words[0]);
    CHECK(bottleneck_distance(a.barcode, b.barcode) == Approx(*parse_double(words[3])).epsilon(1e-14));
    ++compared;
  }
  CHECK(compared == 45);
}

TEST_CASE("all pairs have the distance of the pair, on any number of threads", "[persistence][distance][law]") {
  RandomStream random(37, 0);
  Collection<Barcode> barcodes;
  for (Index k = 0; k < 12; ++k) barcodes.add("b" + std::to_string(k), random_barcode(random, 40, true));
  const auto one = bottleneck_distances(barcodes, {}, Context());
  const auto four = bottleneck_distances(barcodes, {}, Context({.threads = 4}));
  CHECK(one == four);
  CHECK(one.size() == 12);
  for (Index i = 0; i < 12; ++i)
    for (Index j = 0; j < 12; ++j) CHECK(one(i, j) == bottleneck_distance(barcodes[i], barcodes[j]));
  CHECK(bottleneck_distances({}, {}, Context()).size() == 0);
}

TEST_CASE("what is no bar, and samples infinitely far apart, are refused", "[persistence][distance][error]") {
  Barcode upside_down;
  upside_down.bars = {{2, 1, 0}};
  CHECK(reason_of([&] { bottleneck_distance(upside_down, {}); }) ==
        "needs bars with birth <= death, got [2, 1) of degree 0");
  Barcode not_a_number;
  not_a_number.bars = {{std::nan(""), 1, 3}};
  CHECK(code_of([&] { bottleneck_distance(not_a_number, {}); }) == "D101");

  Collection<Barcode> barcodes;
  barcodes.add("first", barcode({{0, 1, 0}}));
  barcodes.add("second", barcode({{0, infinity, 0}}));
  CHECK(reason_of([&] { bottleneck_distances(barcodes, {}, Context()); }) ==
        "needs finite distances, got infinity between the samples first and second");
  CHECK(bottleneck_distances(barcodes, {.degree = {}, .infinite_bars = InfiniteBars::ignore}, Context())(0, 1) == 0.5);

  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(bottleneck_distances(barcodes, {}, Context({.stop = stop.get_token()})), Cancelled);
}
