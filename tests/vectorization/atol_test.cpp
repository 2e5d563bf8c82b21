// SPDX-License-Identifier: MIT
#include "tessera/vectorization/atol.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_barcodes.hpp"

#include <cmath>

using namespace tessera;

namespace {

/// The sum of squared distances to the nearest centre.
double inertia(const Barcode& barcode, const std::vector<std::pair<double, double>>& centres) {
  double sum = 0;
  for (const Bar& bar : barcode.bars) {
    double nearest = infinity;
    for (const auto& [birth, death] : centres)
      nearest =
          std::min(nearest, (bar.birth - birth) * (bar.birth - birth) + (bar.death - death) * (bar.death - death));
    sum += nearest;
  }
  return sum;
}

/// The least inertia of two clusters, by all ways to part the bars.
double best_of_two(const Barcode& barcode) {
  double best = infinity;
  const std::size_t size = barcode.bars.size();
  for (std::size_t part = 1; part + 1 < (std::size_t{1} << size); ++part) {
    double sums[2][3]{};
    for (std::size_t k = 0; k < size; ++k) {
      auto& sum = sums[part >> k & 1];
      sum[0] += barcode.bars[k].birth;
      sum[1] += barcode.bars[k].death;
      sum[2] += 1;
    }
    best = std::min(best, inertia(barcode, {{sums[0][0] / sums[0][2], sums[0][1] / sums[0][2]},
                                            {sums[1][0] / sums[1][2], sums[1][1] / sums[1][2]}}));
  }
  return best;
}

}  // namespace

TEST_CASE("two heaps of bars give two centres, which see what the formula says", "[vectorization][atol]") {
  const auto barcodes = collection_of({barcode_of({{0, 4, 1}, {0, 6, 1}}), barcode_of({{10, 14, 1}, {10, 16, 1}})});
  const auto fit = fit_atol(barcodes, {.centres = 2}, {});
  CHECK(fit.births == std::vector<double>{0, 10});
  CHECK(fit.deaths == std::vector<double>{5, 15});
  const double scale = std::sqrt(200) / 2;
  CHECK(fit.scales == std::vector<double>{scale, scale});
  CHECK(fit.longest == 6);
  CHECK(AtolFit::from_values(fit.values()) == fit);

  const auto seen = atol(barcodes, {.centres = 2, .fit = fit}, {});
  CHECK(seen.columns == std::vector<std::string>{"centre00", "centre01"});
  CHECK(seen.values[0] == Approx(2 * std::exp(-1 / 50.0)));
  CHECK(seen.values[1] == Approx(std::exp(-(100 + 121) / 50.0) + std::exp(-(100 + 81) / 50.0)));
  const auto weighted =
      atol(barcodes, {.centres = 2, .contrast = AtolContrast::laplacian, .weight = AtolWeight::length, .fit = fit}, {});
  CHECK(weighted.values[0] == Approx((4.0 / 6 + 1) * std::exp(-1 / scale)));
}

TEST_CASE("centres of few bars are mostly the best there are, and never far from them",
          "[vectorization][atol][oracle]") {
  RandomStream random(71, 0);
  int best = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const auto barcode = random_barcode(random, 9);
    const auto fit =
        fit_atol(collection_of({barcode}), {.centres = 2}, Context(ContextOptions{.seed = std::uint64_t(trial)}));
    const double reached = inertia(barcode, {{fit.births[0], fit.deaths[0]}, {fit.births[1], fit.deaths[1]}});
    const double least = best_of_two(barcode);
    REQUIRE(reached >= least * (1 - 1e-12));
    REQUIRE(reached <= 1.5 * least);
    best += reached <= least * (1 + 1e-12);
  }
  CHECK(best >= 54);
}

TEST_CASE("fewer different bars than centres: the bars are the centres, and what is over is 0",
          "[vectorization][atol]") {
  const auto barcodes = collection_of({barcode_of({{0, 1, 1}, {0, 1, 1}, {2, 5, 1}})});
  const auto features = atol(barcodes, {.centres = 4}, {});
  CHECK(fit_atol(barcodes, {.centres = 4}, {}).births == std::vector<double>{0, 2});
  CHECK(features.values[0] > 2);
  CHECK(features.values[2] == 0);
  CHECK(features.values[3] == 0);

  const auto one = fit_atol(collection_of({barcode_of({{0, 1, 1}, {3, 5, 1}})}), {.centres = 1}, {});
  CHECK(one.births == std::vector<double>{1.5});
  CHECK(one.scales == std::vector<double>{2.5});
  CHECK(fit_atol(collection_of({barcode_of({{0, 1, 1}})}), {.centres = 1}, {}).scales == std::vector<double>{1});
  CHECK(fit_atol({}, {}, {}).births.empty());
}

TEST_CASE("the seed decides the codebook, and the order of bars and samples does not", "[vectorization][atol][law]") {
  RandomStream random(72, 0);
  std::vector<Barcode> barcodes;
  for (int sample = 0; sample < 8; ++sample) barcodes.push_back(random_barcode(random, 60));
  std::vector<AtolFit> fits;
  for (const std::uint64_t seed : {1, 2})
    for (const unsigned threads : {1, 3}) {
      fits.push_back(fit_atol(collection_of(barcodes), {.centres = 12},
                              Context(ContextOptions{.threads = threads, .seed = seed})));
      std::ranges::rotate(barcodes, barcodes.begin() + 3);
      for (auto& barcode : barcodes) std::ranges::reverse(barcode.bars);
    }
  CHECK(fits[0] == fits[1]);
  CHECK(fits[2] == fits[3]);
  CHECK(!(fits[0] == fits[2]));
}

TEST_CASE("a codebook that is none is refused", "[vectorization][atol][error]") {
  const auto some = collection_of({barcode_of({{0, 2, 1}})});
  CHECK(reason_of([&] {
          atol(some, {.fit = AtolFit{{0}, {1, 2}, {1}, 1, {}}}, {});
        }) == "needs a birth, a death and a scale a centre, got 1, 2 and 1");
  CHECK(reason_of([&] {
          atol(some, {.fit = AtolFit{{0}, {1}, {0}, 1, {}}}, {});
        }) == "needs finite centres with a scale > 0, got (0, 1) with 0");
  CHECK(reason_of([&] { atol(some, {.fit = AtolFit{{0}, {1}, {1}, 0, {}}}, {}); }) == "needs a longest bar > 0, got 0");
  CHECK(reason_of([&] {
          atol(some, {.centres = 1, .fit = AtolFit{{0, 1}, {1, 2}, {1, 1}, 1, {}}}, {});
        }) == "needs a codebook of at most 1 centres, got 2");
}
