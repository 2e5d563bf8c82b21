// SPDX-License-Identifier: MIT
#include "tessera/persistence/wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_matching.hpp"
#include "support/published_distances.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace tessera;

namespace {

Barcode barcode(std::vector<Bar> bars) { return barcode_of(std::move(bars)); }

WassersteinDistanceOptions of(double order, double norm, double relative_error = 0) {
  return {.degree = {},
          .infinite_bars = InfiniteBars::match,
          .order = order,
          .norm = norm,
          .relative_error = relative_error};
}

constexpr std::array<double, 4> orders{1, 2, 1.5, 3}, norms{1, 2, infinity, 3};

}  // namespace

TEST_CASE("the Wasserstein distance of small barcodes, by hand", "[persistence][distance][example]") {
  const auto a = barcode({{0, 4, 0}, {10, 11, 0}}), b = barcode({{1, 4, 0}});
  CHECK(wasserstein_distance(a, b) == 1.5);                               // 1, and half the short bar
  CHECK(wasserstein_distance(a, b, of(2, infinity)) == std::sqrt(1.25));  // 1 + 1/4
  CHECK(wasserstein_distance(a, b, of(1, 1)) == 2);                       // the short bar has length 1
  CHECK(wasserstein_distance(a, b, of(1, 2)) == Approx(1 + std::sqrt(0.5)));
  CHECK(wasserstein_distance(barcode({{0, 4, 0}}), barcode({{0, 4, 1}})) == 4);  // degrees do not mix: 2 + 2
  CHECK(wasserstein_distance(barcode({{0, infinity, 0}, {5, infinity, 0}}),
                             barcode({{1, infinity, 0}, {7, infinity, 0}})) == 3);
  CHECK(wasserstein_distance(barcode({{0, infinity, 0}}), {}) == infinity);
  CHECK(wasserstein_distance({}, {}) == 0);
  // For order 2 the equal bars are better parted: 1 + 1 against 0 + 4.
  CHECK(wasserstein_distance(barcode({{0, 10, 0}, {1, 11, 0}}), barcode({{1, 11, 0}, {2, 12, 0}}), of(2, infinity)) ==
        std::sqrt(2.0));
}

TEST_CASE("the Wasserstein distance is the least over all matchings", "[persistence][distance][oracle]") {
  RandomStream random(41, 0);
  for (int trial = 0; trial < 3000; ++trial) {
    const auto a = random_barcode(random, 5), b = random_barcode(random, 5);
    const double order = orders[random.below(4)], norm = norms[random.below(4)];
    const double least = naive_distance(a, b, {.norm = norm, .order = order});
    INFO("trial " << trial << ", order " << order << ", norm " << norm);
    const double exact = wasserstein_distance(a, b, of(order, norm));
    if (least == infinity) {
      REQUIRE(exact == infinity);
      continue;
    }
    REQUIRE(exact == Approx(least).epsilon(1e-12));
    REQUIRE(wasserstein_distance(b, a, of(order, norm)) == exact);
    const double near = wasserstein_distance(a, b, of(order, norm, 0.05));
    REQUIRE(near >= least * (1 - 1e-12));
    REQUIRE(near <= 1.05 * least * (1 + 1e-12));
  }
}

TEST_CASE("bars born together match in the order of their deaths", "[persistence][distance][oracle]") {
  // So long that none stays alone: then the problem is that of numbers on a line.
  RandomStream random(42, 0);
  for (const double order : orders) {
    std::array<std::vector<double>, 2> deaths;
    std::array<std::vector<Bar>, 2> bars;
    for (const std::size_t side : {0, 1})
      for (int k = 0; k < 700; ++k) {
        deaths[side].push_back(1000 + (k % 3 == 0 ? double(random.below(50)) : 50 * random.uniform()));
        bars[side].push_back({0, deaths[side].back(), 0});
      }
    double sum = 0;
    for (auto& side : deaths) std::ranges::sort(side);
    for (std::size_t k = 0; k < 700; ++k) sum += std::pow(std::abs(deaths[0][k] - deaths[1][k]), order);
    INFO("order " << order);
    const auto a = barcode_of(bars[0]), b = barcode_of(bars[1]);
    CHECK(wasserstein_distance(a, b, of(order, 2)) == Approx(std::pow(sum, 1 / order)).epsilon(1e-11));
  }
}

TEST_CASE("the error of a Wasserstein distance is what was asked for, at any size", "[persistence][distance][law]") {
  RandomStream random(43, 0);
  for (const Index size : {10u, 100u, 1000u}) {
    const auto a = uniform_barcode(random, size), b = uniform_barcode(random, size + size / 3);
    for (const double order : {1.0, 2.0}) {
      const double exact = wasserstein_distance(a, b, of(order, infinity));
      for (const double error : {0.001, 0.1, 3.0}) {
        const double near = wasserstein_distance(a, b, of(order, infinity, error));
        INFO(size << " bars, order " << order << ", error " << error);
        CHECK(near >= exact * (1 - 1e-12));
        CHECK(near <= (1 + error) * exact * (1 + 1e-12));
      }
    }
  }
}

TEST_CASE("Wasserstein distances are metrics, fall with the order and end at the bottleneck distance",
          "[persistence][distance][law]") {
  RandomStream random(44, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto a = random_barcode(random, 60, true), b = random_barcode(random, 60, true),
               c = random_barcode(random, 60, true);
    double before = infinity;
    for (const double order : {1.0, 2.0, 5.0, 16.0}) {
      const auto distance = [&](const Barcode& x, const Barcode& y) {
        return wasserstein_distance(x, y, of(order, infinity));
      };
      REQUIRE(distance(a, c) <= (distance(a, b) + distance(b, c)) * (1 + 1e-12));
      REQUIRE(distance(a, a) == 0);
      REQUIRE(distance(a, b) <= before * (1 + 1e-12));
      before = distance(a, b);
    }
    const double bottleneck = bottleneck_distance(a, b), bars = double(a.bars.size() + b.bars.size());
    REQUIRE(before >= bottleneck * (1 - 1e-12));
    REQUIRE(before <= bottleneck * std::pow(bars, 1.0 / 16) * (1 + 1e-12));
  }
}

TEST_CASE("barcodes that are hard to tell apart, tied or of every scale are measured all the same",
          "[persistence][distance][law]") {
  RandomStream random(45, 0);
  const auto many = uniform_barcode(random, 2000);
  auto moved = many.bars;
  for (Bar& bar : moved) bar.birth += 1e-9;
  for (const double order : {1.0, 2.0, 16.0})
    CHECK(wasserstein_distance(many, barcode_of(moved), of(order, infinity)) ==
          Approx(1e-9 * std::pow(2000, 1 / order)).epsilon(1e-6));

  std::vector<Bar> equal(500, Bar{0, 1, 0});
  const auto all = barcode_of(equal);
  equal.resize(300);
  CHECK(wasserstein_distance(all, barcode_of(equal)) == 100);
  CHECK(wasserstein_distance(all, barcode_of(equal), of(2, infinity)) == Approx(std::sqrt(50.0)));

  std::array<std::vector<Bar>, 2> lattice;
  for (auto& bars : lattice)
    for (int k = 0; k < 800; ++k) {
      const double birth = double(random.below(12));
      bars.push_back({birth, birth + 1 + double(random.below(12)), 0});
    }
  const double tied = wasserstein_distance(barcode_of(lattice[0]), barcode_of(lattice[1]));
  CHECK(tied * 2 == std::round(tied * 2));  // integers and halves are added without rounding

  for (const double unit : {0x1p-900, 0x1p900}) {
    auto scaled = lattice;
    for (auto& bars : scaled)
      for (Bar& bar : bars) bar.birth *= unit, bar.death *= unit;
    CHECK(wasserstein_distance(barcode_of(scaled[0]), barcode_of(scaled[1]), of(3, 2)) ==
          Approx(unit * wasserstein_distance(barcode_of(lattice[0]), barcode_of(lattice[1]), of(3, 2))).epsilon(1e-12));
  }
}

TEST_CASE("Wasserstein distances are those that Hera's authors published", "[persistence][distance][reference]") {
  if (truth_folder().empty()) {
    WARN("needs TESSERA_DATA: left out");
    return;
  }
  const std::string archive = truth_folder() + "hera_wasserstein_sample.zip";
  int compared = 0;
  for (const auto& words : words_of_lines(zip_text(archive, "test_list.txt"))) {
    const auto entry = [](const std::string& path) { return path.substr(path.find('/') + 1); };
    const auto a = published_barcode(zip_text(archive, entry(words[0])));
    const auto b = published_barcode(zip_text(archive, entry(words[1])));
    if (!a.are_bars || !b.are_bars) continue;
    const double order = *parse_double(words[2]), norm = *parse_double(words[3]);
    INFO("order " << order << ", norm " << norm);
    CHECK(wasserstein_distance(a.barcode, b.barcode, of(order, norm < 0 ? infinity : norm)) ==
          Approx(*parse_double(words[4])).epsilon(1e-6));
    ++compared;
  }
  CHECK(compared == 9);
}

TEST_CASE("all pairs have the Wasserstein distance of the pair, on any number of threads",
          "[persistence][distance][law]") {
  RandomStream random(46, 0);
  Collection<Barcode> barcodes;
  for (Index k = 0; k < 10; ++k) barcodes.add(std::to_string(k), random_barcode(random, 50, true));
  const auto one = wasserstein_distances(barcodes, of(2, 2), Context());
  CHECK(one == wasserstein_distances(barcodes, of(2, 2), Context({.threads = 4})));
  for (Index i = 0; i < 10; ++i)
    for (Index j = 0; j < 10; ++j) CHECK(one(i, j) == wasserstein_distance(barcodes[i], barcodes[j], of(2, 2)));
}

TEST_CASE("Wasserstein distances that are none are refused", "[persistence][distance][error]") {
  const auto reason = [](const WassersteinDistanceOptions& options) {
    return reason_of([&] { wasserstein_distance({}, {}, options); });
  };
  CHECK(reason(of(0.5, 1)) == "needs an order of 1 to 16, got 0.5");
  CHECK(reason(of(infinity, 1)) == "needs an order of 1 to 16, got inf");
  CHECK(reason(of(1, 0)) == "needs a norm of 1 to inf, got 0");
  CHECK(reason(of(1, 1, -1)) == "needs an error >= 0, got -1");
  CHECK(reason(of(1, 1, std::nan(""))) == "needs an error >= 0, got nan");

  Collection<Barcode> barcodes;
  barcodes.add("x", barcode({{0, infinity, 0}}));
  barcodes.add("y", Barcode{});
  CHECK(code_of([&] { wasserstein_distances(barcodes, {}, Context()); }) == "D106");
  RandomStream random(47, 0);
  const auto a = uniform_barcode(random, 1000), b = uniform_barcode(random, 1000);
  CHECK(code_of([&] { wasserstein_distance(a, b, {}, Context({.memory_budget = 1 << 16})); }) == "R302");
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(wasserstein_distance(a, b, {}, Context({.stop = stop.get_token()})), Cancelled);
}
