// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_image.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_barcodes.hpp"

#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

/// rho(x, y) as its definition has it.
double surface(const Barcode& barcode, const PersistenceImageOptions& options, double x, double y) {
  const double sigma = options.bandwidth.value;
  double sum = 0;
  for (const Bar& bar : barcode.bars) {
    const double length = bar.death - bar.birth, u = x - bar.birth, v = y - length;
    sum += std::pow(std::min(1.0, length / options.fit->lengths.high), options.power) *
           std::exp(-(u * u + v * v) / (2 * sigma * sigma)) / (2 * std::numbers::pi * sigma * sigma);
  }
  return sum;
}

/// The integral over a square by Gauss's rule of three points in 8 x 8 parts.
double integral(const Barcode& barcode, const PersistenceImageOptions& options, double x, double y, double a,
                double b) {
  constexpr double nodes[] = {-0.7745966692414834, 0, 0.7745966692414834}, weights[] = {5.0 / 9, 8.0 / 9, 5.0 / 9};
  double sum = 0;
  for (int part = 0; part < 64; ++part)
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j)
        sum += weights[i] * weights[j] / 4 *
               surface(barcode, options, x + a * (part / 8 + 0.5 + nodes[i] / 2) / 8,
                       y + b * (part % 8 + 0.5 + nodes[j] / 2) / 8);
  return sum * a * b / 64;
}

}  // namespace

TEST_CASE("one bar gives its Gaussian, by pixels and at their centres", "[vectorization][persistence_image]") {
  const auto barcodes = collection_of({barcode_of({{3, 7, 1}})});
  const PersistenceImageFit box{{0, 8}, {0, 8}, {0, 8}};
  const auto integrals = persistence_image(barcodes, {.bandwidth = 0.5, .resolution = {2, 2}, .fit = box}, {}).values;
  const auto below = [](double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; };
  const double left = below(2) - below(-6), half = 0.5 - below(-8);
  CHECK(integrals[0] == Approx(0.5 * left * half).epsilon(1e-14));
  CHECK(integrals[1] == Approx(0.5 * left * half).epsilon(1e-14));
  CHECK(integrals[2] == Approx(0.5 * (1 - below(2)) * half).epsilon(1e-13));

  const auto values = persistence_image(
      barcodes, {.bandwidth = 0.5, .value = PixelValue::centre, .resolution = {8, 8}, .fit = box}, {});
  CHECK(values.values[8 * 2 + 4] == Approx(0.5 * std::exp(-1) / (std::numbers::pi / 2)).epsilon(1e-14));
  CHECK(values.columns[8 * 2 + 4] == "x02.y04");
  CHECK(values.axes[0].name == "birth");
  CHECK(values.axes[1] == FeatureAxis{"length", "", {0, 8}, {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5}});
}

TEST_CASE("images of random barcodes are those of the definition", "[vectorization][persistence_image][oracle]") {
  RandomStream random(61, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const double low = trial % 3 == 0 ? -20 : 0;
    const auto barcode = random_barcode(random, Index(random.below(30)), low);
    const BarRange births{low + random.uniform(), low + 5 + 5 * random.uniform()}, lengths{0, 3 + 5 * random.uniform()};
    PersistenceImageOptions options{.bandwidth = 0.4 + random.uniform(),
                                    .power = trial % 2 == 0 ? 1 : 0.5 + 2 * random.uniform(),
                                    .resolution = {5, 7},
                                    .fit = PersistenceImageFit{births, lengths, {0, 1}}};
    const double a = (births.high - births.low) / 5, b = (lengths.high - lengths.low) / 7;
    const auto integrals = persistence_image(collection_of({barcode}), options, {}).values;
    options.value = PixelValue::centre;
    const auto values = persistence_image(collection_of({barcode}), options, {}).values;
    for (int i = 0; i < 5; ++i)
      for (int j = 0; j < 7; ++j) {
        const double x = births.low + i * a, y = lengths.low + j * b;
        INFO("trial " << trial << " pixel " << i << ", " << j);
        REQUIRE(integrals[std::size_t(7 * i + j)] ==
                Approx(integral(barcode, options, x, y, a, b)).epsilon(1e-5).margin(1e-10));
        REQUIRE(values[std::size_t(7 * i + j)] ==
                Approx(surface(barcode, options, x + a / 2, y + b / 2)).epsilon(1e-12).margin(1e-15));
      }
  }
}

TEST_CASE("a box that holds every Gaussian holds the sum of the weights", "[vectorization][persistence_image][law]") {
  RandomStream random(62, 0);
  const auto barcode = random_barcode(random, 50);
  double weights = 0;
  for (const Bar& bar : barcode.bars) weights += std::min(1.0, (bar.death - bar.birth) / 4);
  const auto features = persistence_image(
      collection_of({barcode}),
      {.bandwidth = 0.3, .resolution = {31, 17}, .fit = PersistenceImageFit{{-4, 14}, {-4, 4}, {0, 1}}}, {});
  double sum = 0;
  for (const double value : features.values) sum += value;
  CHECK(sum <= weights);
  const auto wide = persistence_image(
      collection_of({barcode}),
      {.bandwidth = 0.3, .resolution = {31, 17}, .fit = PersistenceImageFit{{-4, 14}, {-4, 14}, {0, 1}}}, {});
  double longer = 0, all = 0;
  for (const Bar& bar : barcode.bars) longer += (bar.death - bar.birth) / 14;
  for (const double value : wide.values) all += value;
  CHECK(all == Approx(longer).epsilon(1e-13));
}

TEST_CASE("the box holds births and lengths, and sigma is a part of the longest",
          "[vectorization][persistence_image]") {
  const auto barcodes = collection_of({barcode_of({{-3, 1, 1}, {2, 3, 1}, {1, infinity, 1}})});
  const auto fit = fit_persistence_image(barcodes, {}, {});
  CHECK(fit == PersistenceImageFit{{-3, 2}, {0, 4}, {-3, 3}});
  CHECK(PersistenceImageFit::from_values(fit.values()) == fit);
  CHECK(fit_persistence_image(collection_of({barcode_of({{0, 2, 0}, {0, 3, 0}})}), {.degree = 0}, {}) ==
        PersistenceImageFit{{0, 1}, {0, 3}, {0, 3}});
  CHECK(fit_persistence_image({}, {}, {}) == PersistenceImageFit{{0, 1}, {0, 1}, {0, 1}});

  std::vector<double> seen;
  const Context context(ContextOptions{.resolved = [&](const ResolvedValue& value) { seen.push_back(value.value); }});
  persistence_image(barcodes, {}, context);
  CHECK(seen == std::vector<double>{0.2});
}

TEST_CASE("pixels are exact whether they are thousands of sigmas wide or a thousandth of one",
          "[vectorization][persistence_image][oracle]") {
  RandomStream random(63, 0);
  for (const double sigma : {1e-6, 1e-3, 0.01, 0.1, 0.37, 1.0, 8.0, 1e3, 1e6})
    for (int trial = 0; trial < 20; ++trial) {
      const double birth = -3 + 14 * random.uniform(), length = 8;
      PersistenceImageOptions options{
          .bandwidth = sigma, .resolution = {11, 1}, .fit = PersistenceImageFit{{0, 8}, {0, 8}, {0, 8}}};
      const auto seen = [&] {
        return persistence_image(collection_of({barcode_of({{birth, birth + length, 1}})}), options, {}).values;
      };
      const auto integrals = seen();
      options.value = PixelValue::centre;
      const auto values = seen();
      const auto within = [&](double low, double high) {
        const double a = low / (sigma * std::numbers::sqrt2), b = high / (sigma * std::numbers::sqrt2);
        return a > 0 ? (std::erfc(a) - std::erfc(b)) / 2 : (std::erf(b) - std::erf(a)) / 2;
      };
      for (int k = 0; k < 11; ++k) {
        const double low = k * 8.0 / 11 - birth, middle = (k + 0.5) * 8.0 / 11 - birth;
        INFO("sigma " << sigma << " birth " << birth << " pixel " << k);
        const double real_length = (birth + length) - birth;
        const double whole = within(low, low + 8.0 / 11) * within(-real_length, 8 - real_length);
        REQUIRE(integrals[std::size_t(k)] == Approx(whole).margin(3e-16).epsilon(1e-10));
        const double z2 = (middle * middle + 16) / (sigma * sigma);
        const double value = std::exp(-z2 / 2) / (2 * std::numbers::pi * sigma * sigma);
        REQUIRE(values[std::size_t(k)] == Approx(value).margin(1e-15 / (sigma * sigma)).epsilon(1e-10));
      }
    }
}
