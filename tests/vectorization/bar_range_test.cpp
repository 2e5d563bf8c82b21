// SPDX-License-Identifier: MIT
#include "tessera/vectorization/bar_range.hpp"

#include "tessera/vectorization/atol.hpp"
#include "tessera/vectorization/betti_curve.hpp"
#include "tessera/vectorization/entropy.hpp"
#include "tessera/vectorization/landscape_1d.hpp"
#include "tessera/vectorization/persistence_image.hpp"
#include "tessera/vectorization/persistence_statistics.hpp"
#include "tessera/vectorization/silhouette.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_barcodes.hpp"

#include <cmath>
#include <functional>

using namespace tessera;

namespace {

constexpr double inf = infinity;

struct Vectorizer {
  const char* name;
  std::function<FeatureMatrix(const Collection<Barcode>&, Index, EndlessBars, const Context&)> features;
};

/// Every vectorizer of barcodes as it is by default, of a degree.
std::vector<Vectorizer> vectorizers() {
  const auto of = [](auto function, auto options) {
    return [=](const Collection<Barcode>& barcodes, Index degree, EndlessBars infinite_bars, const Context& context) {
      auto chosen = options;
      chosen.degree = degree;
      chosen.infinite_bars = infinite_bars;
      return function(barcodes, chosen, context);
    };
  };
  return {{"persistence_image", of(persistence_image, PersistenceImageOptions{})},
          {"persistence_image, centres", of(persistence_image, PersistenceImageOptions{.value = PixelValue::centre})},
          {"landscape_1d", of(landscape_1d, Landscape1dOptions{})},
          {"silhouette", of(silhouette, SilhouetteOptions{})},
          {"betti_curve", of(betti_curve, BettiCurveOptions{})},
          {"betti_curve, points", of(betti_curve, BettiCurveOptions{.value = CellValue::point})},
          {"entropy", of(entropy, EntropyOptions{})},
          {"entropy, curve", of(entropy, EntropyOptions{.kind = EntropyKind::curve})},
          {"persistence_statistics", of(persistence_statistics, PersistenceStatisticsOptions{})},
          {"atol", of(tessera::atol, AtolOptions{.centres = 5})}};
}

BarRange range_of(std::vector<Bar> bars, EndlessBars infinite_bars = EndlessBars::cut, Index degree = 1) {
  return fit_bar_range(collection_of({barcode_of(std::move(bars))}), degree, infinite_bars);
}

}  // namespace

TEST_CASE("the range holds the finite ends of one degree, and is never empty", "[vectorization][bars]") {
  CHECK(range_of({{-3, 2, 1}, {1, 5, 1}, {-9, 9, 0}}) == BarRange{-3, 5});
  CHECK(range_of({{1, 2, 1}, {4, inf, 1}, {-inf, 0, 1}}) == BarRange{0, 4});
  CHECK(range_of({{1, 2, 1}, {4, inf, 1}, {-inf, 0, 1}}, EndlessBars::ignore) == BarRange{1, 2});
  CHECK(range_of({{4, inf, 1}}) == BarRange{4, 5});
  CHECK(range_of({{0x1p60, inf, 1}}).high > 0x1p60);
  CHECK(range_of({{4, inf, 1}}, EndlessBars::ignore) == BarRange{0, 1});
  CHECK(range_of({{-inf, inf, 1}}) == BarRange{0, 1});
  CHECK(fit_bar_range({}, 1, EndlessBars::cut) == BarRange{0, 1});
  CHECK(BarRange::from_values(BarRange{-3, 5}.values()) == BarRange{-3, 5});
  CHECK(reason_of([] {
          BarRange::from_values({{"low", {2}}, {"high", {2}}});
        }) == "needs a range with low < high, got 2 and 2");
}

TEST_CASE("no bars, no samples and bars of other degrees give zeros, never NaN", "[vectorization][bars]") {
  for (const auto& [name, features] : vectorizers()) {
    INFO(name);
    CHECK(features({}, 1, EndlessBars::cut, {}).rows() == 0);
    const auto nothing = features(collection_of({{}, barcode_of({{0, 2, 0}, {1, inf, 2}})}), 1, EndlessBars::cut, {});
    CHECK(nothing.values == std::vector<double>(nothing.values.size(), 0.0));
    const auto beside = features(collection_of({barcode_of({{0, 2, 1}}), {}}), 1, EndlessBars::cut, {});
    const auto empty = beside.row(1);
    CHECK(std::vector<double>(empty.begin(), empty.end()) == std::vector<double>(empty.size(), 0.0));
  }
}

TEST_CASE("bars without end are cut where the range ends, or are not there at all", "[vectorization][bars]") {
  const auto endless = barcode_of({{0, 6, 1}, {2, inf, 1}, {-inf, 3, 1}, {-inf, inf, 1}, {7, 8, 1}});
  const auto cut = barcode_of({{0, 6, 1}, {2, 8, 1}, {0, 3, 1}, {0, 8, 1}, {7, 8, 1}});
  const auto without = barcode_of({{0, 6, 1}, {7, 8, 1}});
  for (const auto& [name, features] : vectorizers()) {
    INFO(name);
    CHECK(features(collection_of({endless}), 1, EndlessBars::cut, {}).values ==
          features(collection_of({cut}), 1, EndlessBars::cut, {}).values);
    CHECK(features(collection_of({endless}), 1, EndlessBars::ignore, {}).values ==
          features(collection_of({without}), 1, EndlessBars::cut, {}).values);
  }
}

TEST_CASE("features do not depend on the order of bars or samples, nor on the number of threads",
          "[vectorization][bars][law]") {
  RandomStream random(5, 0);
  std::vector<Barcode> barcodes;
  for (int sample = 0; sample < 12; ++sample) barcodes.push_back(random_barcode(random, 40, -7));
  auto shuffled = barcodes;
  for (auto& barcode : shuffled) std::ranges::reverse(barcode.bars);
  std::ranges::reverse(shuffled);
  const Context one(ContextOptions{.seed = 9}), four(ContextOptions{.threads = 4, .seed = 9});
  for (const auto& [name, features] : vectorizers()) {
    INFO(name);
    const auto values = features(collection_of(barcodes), 1, EndlessBars::cut, one);
    const auto others = features(collection_of(shuffled), 1, EndlessBars::cut, four);
    for (Index row = 0; row < 12; ++row) {
      const auto a = values.row(row), b = others.row(11 - row);
      REQUIRE(std::ranges::equal(a, b));
    }
    CHECK(values.columns == others.columns);
  }
}

TEST_CASE("moving the filtration by a power of two changes no feature but its times", "[vectorization][bars][law]") {
  RandomStream random(6, 0);
  auto barcode = random_barcode(random, 30);
  for (Bar& bar : barcode.bars) bar = {std::round(bar.birth * 64) / 64, std::round(bar.death * 64) / 64, 1};
  auto negative = barcode;
  for (Bar& bar : negative.bars) bar = {bar.birth - 1024, bar.death - 1024, 1};
  for (const auto& [name, features] : vectorizers()) {
    if (std::string_view(name) == "persistence_statistics") continue;  // its births are times
    INFO(name);
    const auto here = features(collection_of({barcode}), 1, EndlessBars::cut, {}).values;
    const auto there = features(collection_of({negative}), 1, EndlessBars::cut, {}).values;
    for (std::size_t k = 0; k < here.size(); ++k) REQUIRE(there[k] == Approx(here[k]).epsilon(1e-9).margin(1e-11));
  }
}

TEST_CASE("columns are named after the stage, and every matrix says what is proven of it", "[vectorization][bars]") {
  const auto barcodes = collection_of({barcode_of({{0, 2, 1}, {1, 5, 1}})});
  for (const auto& [name, features] : vectorizers()) {
    INFO(name);
    const auto named = features(barcodes, 1, EndlessBars::cut, Context().for_stage("curves"));
    for (const auto& column : named.columns) CHECK(column.starts_with("curves."));
    CHECK(!named.stability.statement.empty());
    CHECK(std::isnan(named.stability.constant) == named.stability.statement.starts_with("No theorem"));
  }
}

TEST_CASE("what is no bar is refused, with the sample named", "[vectorization][bars][error]") {
  const auto bad = collection_of({{}, Barcode{{{2, 1, 1}}, 2, {}}});
  for (const auto& [name, features] : vectorizers()) {
    INFO(name);
    CHECK(reason_of([&] { features(bad, 1, EndlessBars::cut, {}); }) ==
          "needs bars with birth <= death, got [2, 1) of degree 1");
    CHECK(code_of([&] { features(bad, 1, EndlessBars::cut, {}); }) == "D101");
  }
}

TEST_CASE("a range that is none, and a grid without cells, are refused", "[vectorization][bars][error]") {
  const auto some = collection_of({barcode_of({{0, 2, 1}})});
  const BarRange flat{1, 1};
  CHECK(reason_of([&] { landscape_1d(some, {.fit = flat}, {}); }) == "needs a range with low < high, got 1 and 1");
  CHECK(reason_of([&] {
          betti_curve(some, {.fit = BarRange{0, inf}}, {});
        }) == "needs a range with low < high, got 0 and inf");
  CHECK(reason_of([&] { silhouette(some, {.resolution = 0}, {}); }) == "needs one cell at least, got 0");
  CHECK(reason_of([&] { silhouette(some, {.power = -1}, {}); }) == "needs a power in [0, inf), got -1");
  CHECK(reason_of([&] { landscape_1d(some, {.count = 0}, {}); }) == "needs one landscape at least, got 0");
  CHECK(reason_of([&] { persistence_image(some, {.power = 0}, {}); }) == "needs a power in (0, inf), got 0");
  CHECK(reason_of([&] { persistence_image(some, {.bandwidth = 0.0}, {}); }) == "needs a deviation > 0, got 0");
  CHECK(reason_of([&] {
          persistence_image(some, {.resolution = {3, 0}}, {});
        }) == "needs one pixel at least on each axis, got 0");
  CHECK(reason_of([&] { atol(some, {.centres = 0}, {}); }) == "needs one centre at least, got 0");
  CHECK(reason_of([&] { atol(some, {.restarts = 0}, {}); }) == "needs one start at least, got 0");
  const Context small(ContextOptions{.memory_budget = 1000});
  CHECK(code_of([&] { persistence_image(some, {}, small); }) == "R302");
}
