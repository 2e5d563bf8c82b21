// SPDX-License-Identifier: MIT
#include "tessera/vectorization/signed_measure_image.hpp"

#include "tessera/persistence/signed_measures.hpp"
#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/collection_of.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "support/random_measures.hpp"
#include "support/regraded.hpp"

#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

constexpr MeasureKernel kernels[] = {MeasureKernel::gaussian, MeasureKernel::exponential, MeasureKernel::triangle};

/// K(u) for the differences of all coordinates, by its definition.
double kernel_at(MeasureKernel kernel, const std::vector<double>& u, double s) {
  double squares = 0, sum = 0, tents = 1;
  for (const double x : u) {
    squares += x * x;
    sum += std::abs(x);
    tents *= std::max(0.0, 1 - std::abs(x) / s);
  }
  if (kernel == MeasureKernel::gaussian) return std::exp(-squares / (2 * s * s));
  return kernel == MeasureKernel::exponential ? std::exp(-sum / s) : tents;
}

/// Every pixel by a sum over all bars.
template <int N>
std::vector<double> naive_image(const SignedBarcode<N>& barcode, MeasureKernel kernel, double s,
                                const SamplingGrid& box, const std::vector<Index>& pixels, AxisScaling scaling) {
  const int dimension = barcode.kind == SignedBarKind::free ? N : 2 * N;
  std::vector<double> image;
  std::vector<Index> place(std::size_t(dimension), 0);
  for (;;) {
    double value = 0;
    for (const auto& bar : barcode.bars) {
      std::vector<double> u;
      for (int k = 0; k < dimension; ++k) {
        const auto axis = std::size_t(k % N);
        const double low = box.axes[axis][0], high = box.axes[axis][1];
        const Index rank = k < N ? bar.birth[int(axis)] : bar.death[int(axis)];
        double coordinate = rank == none ? high : barcode.grid.axes[axis].values[rank];
        if (k >= N) coordinate = std::min(coordinate, high);
        const double x = low + (place[std::size_t(k)] + 0.5) * (high - low) / pixels[axis];
        u.push_back((x - coordinate) / (scaling == AxisScaling::range ? high - low : 1));
      }
      value += double(bar.multiplicity) * kernel_at(kernel, u, s);
    }
    image.push_back(value);
    int k = dimension - 1;
    while (k >= 0 && ++place[std::size_t(k)] == pixels[std::size_t(k % N)]) place[std::size_t(k--)] = 0;
    if (k < 0) return image;
  }
}

template <int N>
void compare_with_definition(std::uint64_t seed, int trials) {
  RandomStream random(seed, N);
  for (int trial = 0; trial < trials; ++trial)
    for (const auto kind : {SignedBarKind::free, SignedBarKind::hook, SignedBarKind::rectangle}) {
      const auto barcode = random_signed_barcode<N>(random, kind, 1 + Index(random.below(20)), 6);
      SamplingGrid box;
      std::vector<Index> pixels;
      for (int axis = 0; axis < N; ++axis) {
        const double low = 4 * random.uniform();
        box.axes.push_back({low, low + 1 + 6 * random.uniform()});
        pixels.push_back(1 + Index(random.below(kind == SignedBarKind::free ? 7 : 3)));
      }
      const auto scaling = random.below(2) ? AxisScaling::range : AxisScaling::unscaled;
      const double s = std::pow(10, 2 * random.uniform() - 1.5);
      for (const auto kernel : kernels) {
        const auto values =
            signed_measure_image(
                collection_of<SignedBarcode<N>>({barcode}),
                {.kernel = kernel, .bandwidth = s, .resolution = pixels, .axis_scale = scaling, .fit = box}, {})
                .values;
        const auto expected = naive_image(barcode, kernel, s, box, pixels, scaling);
        REQUIRE(values.size() == expected.size());
        for (std::size_t k = 0; k < values.size(); ++k) {
          INFO("N " << N << " trial " << trial << " kind " << int(kind) << " kernel " << int(kernel) << " pixel " << k);
          REQUIRE(values[k] == Approx(expected[k]).epsilon(1e-12).margin(1e-12));
        }
      }
    }
}

/// The largest change of a pixel from one sample to the other.
double change(const FeatureMatrix& features) {
  double largest = 0;
  for (Index k = 0; k < features.width(); ++k)
    largest = std::max(largest, std::abs(features.row(0)[k] - features.row(1)[k]));
  return largest;
}

SamplingGrid square(int axes, double side) { return {std::vector<std::vector<double>>(std::size_t(axes), {0, side})}; }

}  // namespace

TEST_CASE("one point gives the kernel around it", "[vectorization][measure]") {
  const auto measure = collection_of<SignedBarcode<2>>({measure_of<2>({{{3, 8}, -2}})});
  const double s = 0.15;  // of the sides, 10 and 20
  for (const auto kernel : kernels) {
    const auto features = signed_measure_image(
        measure, {.kernel = kernel, .bandwidth = s, .resolution = {10, 5}, .fit = SamplingGrid{{{0, 10}, {0, 20}}}},
        {});
    for (int i = 0; i < 10; ++i)
      for (int j = 0; j < 5; ++j) {
        const double u = (i + 0.5) / 10 - 0.3, v = (j + 0.5) / 5 - 0.4;
        const double expected = kernel == MeasureKernel::gaussian ? std::exp(-(u * u + v * v) / (2 * s * s))
                                : kernel == MeasureKernel::exponential
                                    ? std::exp(-(std::abs(u) + std::abs(v)) / s)
                                    : std::max(0.0, 1 - std::abs(u) / s) * std::max(0.0, 1 - std::abs(v) / s);
        INFO("kernel " << int(kernel) << " at pixel " << i << ", " << j);
        CHECK(features.values[std::size_t(5 * i + j)] == Approx(-2 * expected).margin(1e-14));
      }
  }
}

TEST_CASE("images of random signed barcodes are those of the definition", "[vectorization][measure][oracle]") {
  compare_with_definition<1>(1, 120);
  compare_with_definition<2>(2, 80);
  compare_with_definition<3>(3, 20);
  compare_with_definition<4>(4, 6);
}

TEST_CASE("many points are interpolated, and the error stays below what is said", "[vectorization][measure][oracle]") {
  RandomStream random(5, 0);
  const auto spread = random_signed_barcode<2>(random, SignedBarKind::free, 20000, 3000);
  auto together = spread;  // all at one place, so that errors add up
  for (auto& axis : together.grid.axes)
    for (double& value : axis.values) value = 3 + 1e-4 * value;
  for (auto& bar : together.bars) bar.multiplicity = 1;
  const auto box = square(2, 8);  // some points lie outside
  for (const auto& barcode : {spread, together})
    for (const double s : {0.1, 0.03}) {
      const std::vector<Index> pixels{200, 201};
      const auto values = signed_measure_image(collection_of<SignedBarcode<2>>({barcode}),
                                               {.bandwidth = s, .resolution = pixels, .fit = box}, {})
                              .values;
      double mass = 0, largest = 0;
      for (const auto& bar : barcode.bars) mass += std::abs(double(bar.multiplicity));
      for (int trial = 0; trial < 40; ++trial) {
        const auto i = 50 + random.below(50), j = 50 + random.below(50);
        double expected = 0;
        for (const auto& bar : barcode.bars) {
          const auto p = barcode.grid(bar.birth);
          const double u = double(i) / 200 + 0.5 / 200 - p[0] / 8, v = double(j) / 201 + 0.5 / 201 - p[1] / 8;
          expected += double(bar.multiplicity) * std::exp(-(u * u + v * v) / (2 * s * s));
        }
        largest = std::max(largest, std::abs(values[i * 201 + j] - expected));
      }
      INFO("bandwidth " << s << ": largest error " << largest / mass << " of the mass");
      CHECK(largest <= 2 * 3e-14 * mass);
      CHECK(largest > 0);
    }
}

TEST_CASE("an infinite death lies at the end of the box, and a later one too", "[vectorization][measure]") {
  SignedBarcode<1> bars;
  bars.kind = SignedBarKind::rectangle;
  bars.grid.axes[0].values = {1, 2, 50};
  bars.bars = {{{{0}}, {{none}}, 1}};
  auto late = bars;
  late.bars = {{{{0}}, {{2}}, 1}};
  const auto features =
      signed_measure_image(collection_of<SignedBarcode<1>>({bars, late}), {.resolution = {6}, .fit = square(1, 3)}, {});
  CHECK(features.shape() == std::vector<Index>{6, 6});
  CHECK(change(features) == 0);
  CHECK(features.columns[7] == "bx01.dx01");
  CHECK(features.axes[0].name == "birth");
  std::size_t peak = 0;
  for (std::size_t k = 0; k < 36; ++k)
    if (features.values[k] > features.values[peak]) peak = k;
  CHECK(features.columns[peak] == "bx02.dx05");  // birth 1 between two pixels: the higher or the lower
}

TEST_CASE("names, axes and the sign of the data", "[vectorization][measure]") {
  auto measure = measure_of<2>({{{1, -9}, 1}, {{3, -4}, -1}});
  measure.grid.axes[0].name = "scale";
  measure.grid.axes[0].unit = "length";
  measure.grid.axes[1].name = "density";
  measure.grid.axes[1].direction = Direction::superlevel;
  const auto features = signed_measure_image(collection_of<SignedBarcode<2>>({measure}), {.resolution = {2, 101}},
                                             Context().for_stage("image"));
  CHECK(features.columns.front() == "image.x00.y000");
  CHECK(features.columns.back() == "image.x01.y100");
  CHECK(features.axes[0] == FeatureAxis{"scale", "length", {1, 3}, {1.5, 2.5}});
  CHECK(features.axes[1].range == std::array<double, 2>{9, 4});
  CHECK(signed_measure_image(collection_of<SignedBarcode<2>>({measure}), {}, {}).width() == 2500);
}

TEST_CASE("a zero measure gives zeros, an empty collection no rows", "[vectorization][measure]") {
  const auto zero = measure_of<2>({}), one = measure_of<2>({{{1, 1}, 1}});
  for (const auto kernel : kernels) {
    const auto features = signed_measure_image(collection_of<SignedBarcode<2>>({zero, one}), {.kernel = kernel}, {});
    CHECK(std::ranges::all_of(features.row(0), [](double value) { return value == 0; }));
    CHECK(signed_measure_image(Collection<SignedBarcode<2>>{}, {.kernel = kernel}, {}).rows() == 0);
  }
  CHECK(fit_signed_measure_image(collection_of<SignedBarcode<2>>({zero, one}), {}, {}) ==
        SamplingGrid{{{1, 2}, {1, 2}}});
}

TEST_CASE("images do not depend on the other samples, on threads, or on the unit of an axis",
          "[vectorization][measure][law]") {
  RandomStream random(6, 0);
  std::vector<SignedBarcode<2>> samples;
  for (Index k = 0; k < 12; ++k) samples.push_back(random_signed_barcode<2>(random, SignedBarKind::free, 30 * k, 40));
  const Context four(ContextOptions{.threads = 4});
  auto rescaled = samples;
  for (auto& sample : rescaled)
    for (double& value : sample.grid.axes[1].values) value *= 1024;
  for (const auto kernel : kernels) {
    const SignedMeasureImageOptions options{.kernel = kernel, .resolution = {20}, .fit = square(2, 10)};
    const auto all = signed_measure_image(collection_of(samples), options, {});
    CHECK(signed_measure_image(collection_of(samples), options, four).values == all.values);
    const auto alone = signed_measure_image(collection_of<SignedBarcode<2>>({samples[7]}), options, {});
    CHECK(std::ranges::equal(alone.row(0), all.row(7)));
    CHECK(signed_measure_image(collection_of(rescaled), {.kernel = kernel}, {}).values ==
          signed_measure_image(collection_of(samples), {.kernel = kernel}, {}).values);
  }
}

TEST_CASE("an image of measures moves by at most L times their Kantorovich-Rubinstein distance",
          "[vectorization][measure][stability][law]") {
  for (const auto kernel : kernels) {
    RandomStream random(7, std::uint64_t(kernel));
    double largest = 0;
    const auto meet = [&]<int N>(const SignedBarcode<N>& a, const SignedBarcode<N>& b, double s, Index pixels) {
      const auto features =
          signed_measure_image(collection_of<SignedBarcode<N>>({a, b}),
                               {.kernel = kernel, .bandwidth = s, .resolution = {pixels}, .fit = square(N, 10)}, {});
      const double distance = signed_wasserstein_distance(
          a, b, {.norm = 1, .box = MeasureBox{std::vector<double>(N, 0), std::vector<double>(N, 10)}});
      REQUIRE(change(features) <= features.stability.constant * distance * (1 + 1e-9) + 1e-13);
      if (distance > 0) largest = std::max(largest, change(features) / (features.stability.constant * distance));
    };
    const auto pair = [&]<int N>(std::integral_constant<int, N>) {
      std::vector<std::pair<Point<N>, std::int64_t>> before, after;
      const double size = 2 * random.uniform() * random.uniform();
      for (auto count = 1 + random.below(5); count > 0; --count) {
        Point<N> point, moved;
        for (int axis = 0; axis < N; ++axis) {
          point[axis] = 10 * random.uniform();
          moved[axis] = point[axis] + size * (2 * random.uniform() - 1);
        }
        const std::int64_t weight = random.below(2) ? 1 : -1;
        before.push_back({point, weight});
        after.push_back({moved, weight});
      }
      meet(measure_of<N>(before), measure_of<N>(after), 0.02 + 0.3 * random.uniform(), 8);
    };
    for (int trial = 0; trial < 1500; ++trial) {
      pair(std::integral_constant<int, 1>{});
      pair(std::integral_constant<int, 2>{});
      if (trial < 400) pair(std::integral_constant<int, 3>{});
    }
    // At the steepest place of each kernel, the pixel at 5: the whole constant.
    const double away = kernel == MeasureKernel::gaussian ? 1 : 1e-5;
    for (const double e : {1e-3, 1e-2})
      meet(measure_of<2>({{{5 + 2 * away, 5}, 1}}), measure_of<2>({{{5 + 2 * away + e, 5}, 1}}), 0.2, 1);
    INFO("kernel " << int(kernel) << ": largest ratio " << largest);
    CHECK(largest > 0.95);
  }
}

TEST_CASE("a filtration that changes moves the image of its measure by at most the theorem's bound, end to end",
          "[vectorization][measure][stability][law]") {
  double largest = 0;
  RandomStream random(8, 0);
  const auto meet = [&]<int N>(const FilteredComplex<N>& complex, bool is_euler, MeasureKernel kernel, double s,
                               Index pixels) {
    const auto f = perturbed<N>(random, complex, values_of(complex), 0.4, 1);
    const double size = random.uniform() * random.uniform(), share = random.uniform();
    const auto g = perturbed<N>(random, complex, f, size, share);
    const auto measure = [&](const CellValues<N>& values) {
      const auto graded = regraded<N>(complex, values);
      return is_euler ? euler_measure(graded) : hilbert_measure(graded, 0, {});
    };
    const auto features =
        signed_measure_image(collection_of<SignedBarcode<N>>({measure(f), measure(g)}),
                             {.kernel = kernel, .bandwidth = s, .resolution = {pixels}, .fit = square(N, 8)}, {});
    std::array<double, N> scale;
    scale.fill(8);
    const double distance = total_change<N>(f, g, scale);
    const double bound = features.stability.constant * (is_euler ? 1 : N) * distance;
    REQUIRE(change(features) <= bound * (1 + 1e-9) + 1e-13);
    if (distance > 0) largest = std::max(largest, change(features) / bound);
  };
  const auto trial = [&]<int N>(std::integral_constant<int, N>, bool is_euler) {
    const auto complex = random_filtered_complex<N>(random, 1 + Index(random.below(6)), Index(random.below(5)), 8);
    meet(complex, is_euler, kernels[random.below(3)], 0.02 + 0.2 * random.uniform(), 7);
  };
  for (int k = 0; k < 2000; ++k) {
    trial(std::integral_constant<int, 1>{}, false);
    trial(std::integral_constant<int, 2>{}, false);
    trial(std::integral_constant<int, 2>{}, true);
    trial(std::integral_constant<int, 3>{}, true);
    trial(std::integral_constant<int, 1>{}, true);
  }
  INFO("largest ratio " << largest);
  CHECK(largest >= 0.3);
}

TEST_CASE("the statement says what is known of which measure", "[vectorization][measure][stability]") {
  const auto statement = [](auto barcode) {
    return signed_measure_image(collection_of<decltype(barcode)>({barcode}), {.resolution = {3}}, {})
        .stability.statement;
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  auto plane = measure_of<2>({{{1, 1}, 1}});
  CHECK(has(statement(plane), "Hilbert measures, N <= 2"));
  plane.grid.axes[0].known_below = 3;
  CHECK(has(statement(plane), "a threshold cut these complexes"));
  auto space = measure_of<3>({{{1, 1, 2}, 1}});
  CHECK(has(statement(space), "none is known for Hilbert measures of three"));
  space.degree = none;
  CHECK(has(statement(space), "Euler measures"));
  plane.kind = SignedBarKind::rectangle;
  CHECK(has(statement(plane), "not even bottleneck stable"));
}

TEST_CASE("what cannot be convolved is refused", "[vectorization][measure][error]") {
  const auto good = measure_of<2>({{{1, 1}, 1}, {{4, 3}, -1}});
  const auto image = [&](const SignedMeasureImageOptions& options) {
    signed_measure_image(collection_of<SignedBarcode<2>>({good}), options, {});
  };
  CHECK(reason_of([&] { image({.bandwidth = 0.0}); }) == "needs 1e-9 to 1e9 of the longest side of the box, 1, got 0");
  CHECK(reason_of([&] { image({.bandwidth = Quantity(5, Relative::percentile)}); }) ==
        "needs a number in scaled units or a percentage of the range, got p5");
  CHECK(reason_of([&] {
          image({.resolution = {3, 4, 5}});
        }) == "needs one number of pixels or one per parameter, got 3 for 2 parameters");
  CHECK(reason_of([&] { image({.resolution = {0}}); }) == "needs one pixel at least on each axis, got 0");
  CHECK(reason_of([&] { image({.fit = square(1, 2)}); }) == "needs a box of 2 axes, got 1");
  CHECK(reason_of([&] { image({.fit = SamplingGrid{{{0, 0}, {0, 1}}}}); }) == "needs two ends, low < high, on axis 0");

  const auto together = [&](const SignedBarcode<2>& other) {
    return reason_of([&] { signed_measure_image(collection_of<SignedBarcode<2>>({good, other}), {}, {}); });
  };
  auto other = good;
  other.kind = SignedBarKind::hook;
  CHECK(together(other) == "needs one kind of signed barcode, got two of free, hook and rectangle");
  other = good;
  other.degree = none;
  CHECK(together(other) == "needs one degree, got 0 and all (Euler)");
  other = good;
  other.grid.axes[1].name = "ink";
  CHECK(together(other) == "needs the same axes in every sample, got 'axis 1' and 'ink' as axis 1");

  auto hooks = good;
  hooks.kind = SignedBarKind::hook;
  const Context small(ContextOptions{.memory_budget = 1 << 20});
  CHECK(code_of([&] {
          signed_measure_image(collection_of<SignedBarcode<2>>({hooks}), {.resolution = {100}}, small);
        }) == "R302");
}
