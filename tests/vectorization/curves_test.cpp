// SPDX-License-Identifier: MIT
#include "tessera/vectorization/betti_curve.hpp"
#include "tessera/vectorization/entropy.hpp"
#include "tessera/vectorization/silhouette.hpp"

#include "support/catch.hpp"
#include "support/random_barcodes.hpp"

#include <cmath>

using namespace tessera;

namespace {

/// The sum of weight x share of [low, low + step) that a bar covers, over the bars.
double naive_mean(const Barcode& barcode, const std::vector<double>& weights, double low, double step) {
  double sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const Bar& bar = barcode.bars[k];
    sum += weights[k] * std::max(0.0, std::min(bar.death, low + step) - std::max(bar.birth, low)) / step;
  }
  return sum;
}

double naive_count(const Barcode& barcode, const std::vector<double>& weights, double time) {
  double sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k)
    if (barcode.bars[k].birth <= time && time < barcode.bars[k].death) sum += weights[k];
  return sum;
}

std::vector<double> naive_entropy_terms(const Barcode& barcode) {
  double total = 0;
  for (const Bar& bar : barcode.bars) total += bar.death - bar.birth;
  std::vector<double> terms;
  for (const Bar& bar : barcode.bars) {
    const double share = (bar.death - bar.birth) / total;
    terms.push_back(-share * std::log(share));
  }
  return terms;
}

double naive_silhouette(const Barcode& barcode, double power, double time) {
  double sum = 0, total = 0;
  for (const Bar& bar : barcode.bars) {
    const double weight = std::pow(bar.death - bar.birth, power);
    total += weight;
    sum += weight * std::max(0.0, std::min(time - bar.birth, bar.death - time));
  }
  return total > 0 ? sum / total : 0;
}

/// With ends on whole numbers in every second trial: on the edges and centres of cells.
Barcode barcode_for(int trial, RandomStream& random) {
  auto barcode = random_barcode(random, Index(random.below(40)), trial % 3 == 0 ? -50 : 0);
  if (trial % 2 == 0)
    for (Bar& bar : barcode.bars) bar = {std::round(bar.birth), std::round(bar.death), 1};
  return barcode_of(std::move(barcode.bars));
}

constexpr double powers[] = {0, 0.5, 1, 2, 7};

}  // namespace

TEST_CASE("curves of two bars are those drawn by hand", "[vectorization][curves]") {
  const auto barcodes = collection_of({barcode_of({{0, 3, 1}, {1.5, 2.5, 1}})});
  const BarRange range{0, 4};
  CHECK(betti_curve(barcodes, {.resolution = 4, .fit = range}, {}).values == std::vector<double>{1, 1.5, 1.5, 0});
  CHECK(betti_curve(barcodes, {.value = CellValue::point, .resolution = 4, .fit = range}, {}).values ==
        std::vector<double>{1, 2, 1, 0});  // [1.5, 2.5) holds 1.5 and not 2.5

  const auto silhouettes = silhouette(barcodes, {.power = 1, .resolution = 4, .fit = range}, {}).values;
  CHECK(silhouettes[0] == Approx(0.75 * 0.5));
  CHECK(silhouettes[1] == Approx(0.75 * 1.5));
  CHECK(silhouettes[2] == Approx(0.75 * 0.5));
  CHECK(silhouettes[3] == 0);

  const double term3 = -0.75 * std::log(0.75), term1 = -0.25 * std::log(0.25);
  CHECK(entropy(barcodes, {}, {}).values[0] == Approx(term3 + term1).epsilon(1e-15));
  CHECK(entropy(barcodes, {}, {}).columns == std::vector<std::string>{"entropy"});
  const auto curve = entropy(barcodes, {.kind = EntropyKind::curve, .resolution = 4, .fit = range}, {});
  CHECK(curve.values[1] == Approx(term3 + term1 / 2));
  CHECK(curve.values[3] == 0);
  CHECK(curve.units[0] == "nat");
  CHECK(entropy(collection_of({barcode_of({{1, 3, 1}})}), {}, {}).values[0] == 0);
}

TEST_CASE("curves by sweeps are those of the definitions", "[vectorization][curves][oracle]") {
  RandomStream random(41, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto barcode = barcode_for(trial, random);
    const auto barcodes = collection_of({barcode});
    const double low = trial % 3 == 0 ? -50 : 0;
    const auto cells = Index(1 + random.below(30));
    const BarRange range = trial % 4 == 0 ? BarRange{low + 1, low + 1 + cells}
                                          : BarRange{low + 2 * random.uniform(), low + 4 + 8 * random.uniform()};
    const double step = (range.high - range.low) / cells;
    const std::vector<double> ones(barcode.bars.size(), 1.0), terms = naive_entropy_terms(barcode);
    INFO("trial " << trial);

    const auto betti = betti_curve(barcodes, {.resolution = cells, .fit = range}, {});
    const auto counts = betti_curve(barcodes, {.value = CellValue::point, .resolution = cells, .fit = range}, {});
    const auto curve = entropy(barcodes, {.kind = EntropyKind::curve, .resolution = cells, .fit = range}, {});
    const auto points = entropy(
        barcodes, {.kind = EntropyKind::curve, .value = CellValue::point, .resolution = cells, .fit = range}, {});
    for (Index cell = 0; cell < cells; ++cell) {
      const double from = range.low + cell * step, time = betti.axes[0].values[cell];
      REQUIRE(betti.values[cell] == Approx(naive_mean(barcode, ones, from, step)).epsilon(1e-12).margin(1e-12));
      REQUIRE(counts.values[cell] == naive_count(barcode, ones, time));
      REQUIRE(curve.values[cell] == Approx(naive_mean(barcode, terms, from, step)).epsilon(1e-12).margin(1e-12));
      REQUIRE(points.values[cell] == Approx(naive_count(barcode, terms, time)).epsilon(1e-13).margin(1e-13));
    }
    for (const double power : powers) {
      const auto values = silhouette(barcodes, {.power = power, .resolution = cells, .fit = range}, {}).values;
      for (Index cell = 0; cell < cells; ++cell) {
        const double expected = naive_silhouette(barcode, power, betti.axes[0].values[cell]);
        REQUIRE(values[cell] == Approx(expected).epsilon(1e-12).margin(1e-13));
        if (expected == 0) REQUIRE(values[cell] == 0);
      }
    }
  }
}

TEST_CASE("a silhouette keeps its digits far from 0, and its weights at every scale", "[vectorization][curves][law]") {
  const auto near = barcode_of({{0, 1, 1}, {0.25, 0.5, 1}});
  const auto far = barcode_of({{0x1p30, 0x1p30 + 1, 1}, {0x1p30 + 0.25, 0x1p30 + 0.5, 1}});
  const auto large = barcode_of({{0, 0x1p900, 1}, {0x1p898, 0x1p899, 1}});
  for (const double power : powers) {
    const auto values = silhouette(collection_of({near}), {.power = power, .resolution = 16}, {}).values;
    CHECK(silhouette(collection_of({far}), {.power = power, .resolution = 16}, {}).values == values);
    auto scaled = silhouette(collection_of({large}), {.power = power, .resolution = 16}, {}).values;
    for (double& value : scaled) value *= 0x1p-900;
    CHECK(scaled == values);
  }
}

TEST_CASE("lengths that are all equal give the logarithm of their number as entropy", "[vectorization][curves]") {
  for (const Index count : {1, 2, 7, 1000}) {
    std::vector<Bar> bars;
    for (Index k = 0; k < count; ++k) bars.push_back({double(k), k + 0.5, 1});
    CHECK(entropy(collection_of({barcode_of(bars)}), {}, {}).values[0] == Approx(std::log(count)).margin(1e-14));
  }
}
