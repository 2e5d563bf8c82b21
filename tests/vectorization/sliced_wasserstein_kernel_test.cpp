// SPDX-License-Identifier: MIT
#include "tessera/vectorization/sliced_wasserstein_kernel.hpp"

#include "tessera/persistence/wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/collection_of.hpp"
#include "support/errors.hpp"
#include "support/least_eigenvalue.hpp"
#include "support/random_measures.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

Barcode random_barcode(RandomStream& random, Index bars) {
  std::vector<Bar> list;
  for (Index k = 0; k < bars; ++k) {
    const double birth = 10 * random.uniform();
    list.push_back({birth, birth + 5 * random.uniform() * random.uniform(), 1});
  }
  return barcode_of(std::move(list));
}

/// Both ends of every bar moved by at most `size`; some bars come and go at the diagonal.
Barcode moved(RandomStream& random, const Barcode& barcode, double size) {
  std::vector<Bar> list;
  for (Bar bar : barcode.bars) {
    bar.birth += size * (2 * random.uniform() - 1);
    bar.death += size * (2 * random.uniform() - 1);
    if (bar.birth < bar.death) list.push_back(bar);
  }
  if (random.below(2)) {
    const double birth = 10 * random.uniform();
    list.push_back({birth, birth + size * random.uniform(), 1});
  }
  return barcode_of(std::move(list));
}

SignedBarcode<2> random_measure(RandomStream& random) {
  std::vector<std::pair<Point<2>, std::int64_t>> points;
  for (int k = 0; k < 6; ++k) points.push_back({{10 * random.uniform(), 10 * random.uniform()}, k % 2 ? 1 : -1});
  return measure_of<2>(points);
}

}  // namespace

TEST_CASE("a kernel value is exp(-SW / (2 scale)), the scale the median of the distances", "[vectorization][kernel]") {
  RandomStream random(1, 0);
  std::vector<Barcode> barcodes;
  for (int k = 0; k < 6; ++k) barcodes.push_back(random_barcode(random, 5));
  const auto collection = collection_of(barcodes);
  const auto kernel = sliced_wasserstein_kernel(collection, {}, {});

  std::vector<double> distances;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < i; ++j) distances.push_back(sliced_wasserstein_distance(barcodes[i], barcodes[j]));
  std::ranges::sort(distances);
  const double median = distances[7];  // of 15
  CHECK(fit_sliced_wasserstein_kernel(collection, {}, {}).scale == Approx(median));
  for (Index i = 0; i < 6; ++i)
    for (Index j = 0; j < 6; ++j)
      CHECK(kernel(i, j) ==
            Approx(std::exp(-sliced_wasserstein_distance(barcodes[i], barcodes[j]) / (2 * median))).epsilon(1e-12));
  CHECK(kernel(3, 3) == 1);
  CHECK(kernel.stability().constant == Approx(std::sqrt(2) / median));
}

TEST_CASE("what is fitted on some samples serves others", "[vectorization][kernel]") {
  RandomStream random(2, 0);
  std::vector<SignedBarcode<2>> measures;
  for (int k = 0; k < 8; ++k) measures.push_back(random_measure(random));
  const auto all = collection_of(measures);
  const auto fit = fit_sliced_wasserstein_kernel(all.part({0, 1, 2, 3}), {}, {});
  SlicedWassersteinKernelOptions options;
  options.fit = SlicedKernelFit::from_values(fit.values());
  CHECK(options.fit->scale == fit.scale);
  const auto kernel = sliced_wasserstein_kernel(all, options, {});
  const auto training = sliced_wasserstein_kernel(all.part({0, 1, 2, 3}), {}, {});
  for (Index i = 0; i < 4; ++i)
    for (Index j = 0; j < 4; ++j) REQUIRE(kernel(i, j) == training(i, j));
  const Context four(ContextOptions{.threads = 4});
  CHECK(sliced_wasserstein_kernel(all, options, four).values() == kernel.values());
}

TEST_CASE("the kernel is positive semidefinite for any number of directions", "[vectorization][kernel][law]") {
  RandomStream random(3, 0);
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<Barcode> barcodes;
    std::vector<SignedBarcode<2>> measures;
    for (int k = 0; k < 25; ++k) {
      barcodes.push_back(random_barcode(random, Index(random.below(6))));
      measures.push_back(random_measure(random));
    }
    SlicedWassersteinKernelOptions options;
    options.directions = 1 + Index(random.below(5));
    options.scale = Quantity(std::pow(10, 2 * random.uniform() - 1));
    REQUIRE(least_eigenvalue(sliced_wasserstein_kernel(collection_of(barcodes), options, {})) > -1e-13);
    REQUIRE(least_eigenvalue(sliced_wasserstein_kernel(collection_of(measures), options, {})) > -1e-13);
  }
}

TEST_CASE("a kernel value moves by at most its constant times the Wasserstein distance that an argument moves",
          "[vectorization][kernel][stability][law]") {
  RandomStream random(4, 0);
  double largest = 0, largest_of_measures = 0;
  SlicedWassersteinKernelOptions options;
  options.directions = 6;
  options.axis_scale = AxisScaling::unscaled;
  const auto ratio = [&](const KernelMatrix& kernel, double distance) {
    const double change = std::abs(kernel(0, 2) - kernel(1, 2));
    REQUIRE(change <= kernel.stability().constant * distance * (1 + 1e-9) + 1e-14);
    return distance > 0 ? change / (kernel.stability().constant * distance) : 0;
  };
  const auto meet = [&](const Barcode& a, const Barcode& b, const Barcode& c) {
    largest = std::max(largest, ratio(sliced_wasserstein_kernel(collection_of<Barcode>({a, b, c}), options, {}),
                                      wasserstein_distance(a, b)));
  };
  for (int trial = 0; trial < 6000; ++trial) {
    options.scale = Quantity(std::pow(10, 2 * random.uniform()));
    const auto a = random_barcode(random, 1 + Index(random.below(4)));
    meet(a, moved(random, a, random.uniform()), random.below(2) ? a : random_barcode(random, Index(random.below(4))));
  }
  // A long bar that moves along the diagonal, seen from where it was: all directions but the steepest lose something.
  options.directions = 1;
  options.scale = Quantity(10);
  const auto bar = barcode_of({{0, 8, 1}});
  meet(bar, barcode_of({{0.01, 8.01, 1}}), bar);
  INFO("barcodes, W_1: largest ratio " << largest);
  CHECK(largest > 0.4);

  options.directions = 8;
  for (int trial = 0; trial < 4000; ++trial) {
    options.scale = Quantity(std::pow(10, 2 * random.uniform()));
    std::vector<std::pair<Point<2>, std::int64_t>> before, after;
    const double size = random.uniform() * 2;
    for (auto count = 1 + random.below(4); count > 0; --count) {
      const Point<2> point{10 * random.uniform(), 10 * random.uniform()};
      const std::int64_t weight = random.below(2) ? 1 : -1;
      before.push_back({point, weight});
      after.push_back(
          {{point[0] + size * (random.uniform() - 0.5), point[1] + size * (random.uniform() - 0.5)}, weight});
    }
    const auto a = measure_of<2>(before), b = measure_of<2>(after);
    largest_of_measures = std::max(
        largest_of_measures, ratio(sliced_wasserstein_kernel(collection_of<SignedBarcode<2>>({a, b, a}), options, {}),
                                   signed_wasserstein_distance(a, b, {.axis_scale = AxisScaling::unscaled})));
  }
  INFO("measures, KR: largest ratio " << largest_of_measures);
  CHECK(largest_of_measures > 0.4);
}

TEST_CASE("a scale that is none is refused, and no distance gives scale 1", "[vectorization][kernel][error]") {
  RandomStream random(5, 0);
  const auto one = collection_of<Barcode>({random_barcode(random, 3)});
  SlicedWassersteinKernelOptions options;
  options.scale = Quantity(-1);
  CHECK(reason_of([&] { sliced_wasserstein_kernel(one, options, {}); }) == "needs a scale > 0, got -1");
  options.scale = Quantity(3, Relative::percent_range);
  CHECK(reason_of([&] { sliced_wasserstein_kernel(one, options, {}); }) ==
        "needs a number or a percentile of the distances, got 3 %range");
  CHECK(fit_sliced_wasserstein_kernel(one, {}, {}).scale == 1);
  CHECK(sliced_wasserstein_kernel(Collection<Barcode>{}, {}, {}).size() == 0);
  CHECK(reason_of([] { SlicedKernelFit::from_values({}); }) == "the fit needs an entry 'scale', it has none");
}
