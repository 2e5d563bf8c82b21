// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_statistics.hpp"

#include "support/catch.hpp"
#include "support/random_barcodes.hpp"

#include <cmath>
#include <map>

using namespace tessera;

namespace {

std::map<std::string, double> statistics_of(const Barcode& barcode) {
  const auto features = persistence_statistics(collection_of({barcode}), {}, {});
  std::map<std::string, double> named;
  for (Index k = 0; k < features.width(); ++k) named[features.columns[k]] = features.values[k];
  return named;
}

}  // namespace

TEST_CASE("the statistics of five bars are those computed by hand", "[vectorization][statistics]") {
  const auto of = statistics_of(barcode_of({{-4, 0, 1}, {-2, 2, 1}, {0, 4, 1}, {2, 6, 1}, {4, 28, 1}}));
  CHECK(of.size() == 38);
  CHECK(of.at("birth.mean") == 0);
  CHECK(of.at("birth.deviation") == Approx(std::sqrt(8)));
  CHECK(of.at("birth.median") == 0);
  CHECK(of.at("birth.iqr") == 4);
  CHECK(of.at("birth.range") == 8);
  CHECK(of.at("birth.p10") == Approx(-3.2));
  CHECK(of.at("birth.p90") == Approx(3.2));
  CHECK(of.at("death.mean") == 8);
  CHECK(of.at("death.p75") == 6);
  CHECK(of.at("midpoint.median") == 2);
  CHECK(of.at("midpoint.range") == 18);
  CHECK(of.at("length.mean") == 8);
  CHECK(of.at("length.deviation") == 8);
  CHECK(of.at("length.p25") == 4);
  CHECK(of.at("length.iqr") == 0);
  CHECK(of.at("count") == 5);
  CHECK(of.at("entropy") == Approx(-4 * 0.1 * std::log(0.1) - 0.6 * std::log(0.6)));
}

TEST_CASE("one bar has no spread", "[vectorization][statistics]") {
  const auto of = statistics_of(barcode_of({{1, 4, 1}}));
  for (const char* quantity : {"birth", "death", "midpoint", "length"}) {
    for (const char* spread : {".deviation", ".iqr", ".range"}) CHECK(of.at(std::string(quantity) + spread) == 0);
    CHECK(of.at(std::string(quantity) + ".p10") == of.at(std::string(quantity) + ".mean"));
  }
  CHECK(of.at("count") == 1);
  CHECK(of.at("entropy") == 0);
}

TEST_CASE("where every bar is matched, statistics move by no more than the bound of their kind",
          "[vectorization][statistics][stability][law]") {
  RandomStream random(51, 0);
  double largest = 0;
  for (int trial = 0; trial < 10000; ++trial) {
    const double e = 0.2 * random.uniform(), lean = double(random.below(2));
    auto before = random_barcode(random, Index(1 + random.below(12)));
    for (Bar& bar : before.bars) bar.death += 0.5;  // none can cross the diagonal
    auto after = before;
    for (Bar& bar : after.bars) {
      bar.birth += lean > 0 ? e : e * (2 * random.uniform() - 1);
      bar.death += lean > 0 ? -e : e * (2 * random.uniform() - 1);
    }
    const auto a = statistics_of(before), b = statistics_of(barcode_of(std::move(after.bars)));
    for (const auto& [name, value] : a) {
      if (name == "entropy") continue;
      const bool is_length = name.starts_with("length"), is_range = name.ends_with("range") || name.ends_with("iqr");
      const double bound = name == "count" ? 0 : e * (is_length ? 2 : 1) * (is_range ? 2 : 1);
      const double change = std::abs(value - b.at(name));
      INFO("trial " << trial << " " << name);
      REQUIRE(change <= bound * (1 + 1e-9) + 1e-12);
      if (bound > 0.01) largest = std::max(largest, change / bound);
    }
  }
  INFO("largest ratio " << largest);
  CHECK(largest >= 0.99);
}

TEST_CASE("a bar of no length moves the mean by any amount, so no constant is claimed",
          "[vectorization][statistics][stability]") {
  const auto alone = statistics_of(barcode_of({{0, 1, 1}})),
             beside = statistics_of(barcode_of({{0, 1, 1}, {100, 100 + 1e-9, 1}}));
  CHECK(beside.at("birth.mean") - alone.at("birth.mean") == Approx(50));
  CHECK(std::isnan(persistence_statistics({}, {}, {}).stability.constant));
}
