// SPDX-License-Identifier: MIT
#include "tessera/geometry/distance_to_measure.hpp"
#include "tessera/geometry/kernel_density.hpp"
#include "tessera/geometry/knn_codensity.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <functional>
#include <map>
#include <numbers>

using namespace tessera;

namespace {

using Density = std::function<ScalarField(const PointCloud&, const Context&)>;

/// Every density of the room, with settings that meet each branch.
std::vector<Density> densities() {
  std::vector<Density> all;
  for (const auto kernel : {DensityKernel::gaussian, DensityKernel::epanechnikov, DensityKernel::triangular})
    for (const Quantity bandwidth :
         {Quantity(0.3), Quantity(20, Relative::percent_diameter), Quantity(30, Relative::percentile)})
      all.push_back([=](const PointCloud& points, const Context& context) {
        return kernel_density(points, {.bandwidth = bandwidth, .kernel = kernel}, context);
      });
  all.push_back([](const PointCloud& points, const Context& context) {
    return knn_codensity(points, {.neighbors = 7}, context);
  });
  for (const double power : {1.0, 2.0, 3.5})
    all.push_back([=](const PointCloud& points, const Context& context) {
      return distance_to_measure(points, {.mass = 0.137, .power = power}, context);
    });
  return all;
}

double naive_kernel(DensityKernel kernel, double u) {
  if (kernel == DensityKernel::gaussian) return std::exp(-u * u / 2);
  return std::max(0.0, kernel == DensityKernel::epanechnikov ? 1 - u * u : 1 - u);
}

double resolved(const PointCloud& points, const KernelDensityOptions& options) {
  double value = -1;
  kernel_density(points, options,
                 Context({.resolved = [&](const ResolvedValue& r) { value = r.name == "bandwidth" ? r.value : -2; }}));
  return value;
}

}  // namespace

TEST_CASE("the density of two points at one bandwidth is the mean of K(0) and K(1)", "[geometry][density][example]") {
  const PointCloud pair(2, 1, {0, 2});
  CHECK(kernel_density(pair, {.bandwidth = 2}).values()[0] == Approx((1 + std::exp(-0.5)) / 2).epsilon(1e-15));
  CHECK(kernel_density(pair, {.bandwidth = 4, .kernel = DensityKernel::epanechnikov}).values() ==
        std::vector<double>{0.875, 0.875});
  CHECK(kernel_density(pair, {.bandwidth = 4, .kernel = DensityKernel::triangular}).values() ==
        std::vector<double>{0.75, 0.75});
  CHECK(kernel_density(pair, {.bandwidth = 1, .kernel = DensityKernel::triangular})[0] == 0.5);
  CHECK(kernel_density(pair).unit() == "density");
}

TEST_CASE("the density agrees with the sum of kernels written out", "[geometry][density][law]") {
  std::mt19937 gen(21);
  for (const Index size : {1u, 17u, 500u, 2100u})
    for (const auto kernel : {DensityKernel::gaussian, DensityKernel::epanechnikov, DensityKernel::triangular})
      for (const double bandwidth : {1e-3, 0.2, 50.0}) {
        const auto points = random_cloud(gen, size, 3);
        const auto density = kernel_density(points, {.bandwidth = bandwidth, .kernel = kernel});
        for (Index i = 0; i < size; i += 97) {
          long double sum = 0;
          for (Index j = 0; j < size; ++j) sum += naive_kernel(kernel, distance(points[i], points[j]) / bandwidth);
          REQUIRE(density[i] == Approx(double(sum / size)).epsilon(1e-14));
        }
      }
}

TEST_CASE("relabelling the points and adding threads change no bit of a density", "[geometry][density][law]") {
  std::mt19937 gen(22);
  const Context threads({.threads = 2});
  for (const auto& cloud :
       {random_cloud(gen, 400, 3), random_lattice_cloud(gen, 300, 2, 9), random_cloud(gen, 150, 30)})
    for (const auto& density : densities()) {
      const auto field = density(cloud, Context());
      REQUIRE(density(cloud, threads) == field);
      const auto order = random_permutation(gen, cloud.size());
      const auto moved = density(relabelled(cloud, order), Context());
      for (Index i = 0; i < cloud.size(); ++i) REQUIRE(moved[i] == field[order[i]]);
    }
}

TEST_CASE("a relative bandwidth is resolved on the distances and reported", "[geometry][density][example]") {
  const PointCloud square(4, 2, {0, 0, 3, 0, 0, 4, 3, 4});  // distances 3 3 4 4 5 5
  CHECK(resolved(square, {}) == 0.5);
  CHECK(resolved(square, {.bandwidth = Quantity(50, Relative::percentile)}) == 4);
  CHECK(resolved(square, {.bandwidth = 0.25}) == 0.25);
}

TEST_CASE("with a relative bandwidth the density does not depend on the scale", "[geometry][density][law]") {
  std::mt19937 gen(23);
  const auto points = random_cloud(gen, 100, 2);
  auto scaled = points.coordinates();
  for (double& x : scaled) x *= 0x1p200;
  CHECK(kernel_density(PointCloud(100, 2, scaled)) == kernel_density(points));
}

TEST_CASE("a normalised density integrates to 1", "[geometry][density][law]") {
  for (const auto kernel : {DensityKernel::gaussian, DensityKernel::epanechnikov, DensityKernel::triangular}) {
    const auto at = [&](Index d, double h) {  // the value at a single point is the kernel's height over its integral
      return kernel_density(PointCloud(1, d, std::vector<double>(d, 0.0)),
                            {.bandwidth = h, .kernel = kernel, .normalized = true})[0];
    };
    for (const Index d : {1u, 2u, 3u}) {
      const double sphere = d == 1 ? 2 : d == 2 ? 2 * std::numbers::pi : 4 * std::numbers::pi;
      double integral = 0;  // of K over R^d in polar coordinates
      for (int i = 0; i < 100000; ++i) {
        const double r = (i + 0.5) * 1e-4;
        integral += naive_kernel(kernel, r) * sphere * std::pow(r, d - 1) * 1e-4;
      }
      CHECK(at(d, 1) == Approx(1 / integral).epsilon(1e-6));
      CHECK(at(d, 0.5) == Approx(std::pow(2, d) * at(d, 1)));
    }
  }
}

TEST_CASE("equal points have density 1 and codensity 0; an empty cloud has no values", "[geometry][density][example]") {
  const PointCloud equal(3, 2, {1, 2, 1, 2, 1, 2});
  CHECK(kernel_density(equal).values() == std::vector<double>{1, 1, 1});
  CHECK(kernel_density(equal, {.bandwidth = Quantity(10, Relative::percentile)}).values() ==
        std::vector<double>{1, 1, 1});
  CHECK(kernel_density(PointCloud(1, 2, {1, 2})).values() == std::vector<double>{1});
  CHECK(kernel_density(PointCloud(1, 2, {1, 2}), {.bandwidth = Quantity(10, Relative::percentile)}).values() ==
        std::vector<double>{1});
  CHECK(knn_codensity(equal, {.neighbors = 2}).values() == std::vector<double>{0, 0, 0});
  CHECK(distance_to_measure(equal, {.mass = 1}).values() == std::vector<double>{0, 0, 0});
  CHECK(kernel_density(PointCloud()).size() == 0);
  CHECK(distance_to_measure(PointCloud()).size() == 0);
}

TEST_CASE("huge coordinates have a density", "[geometry][density][example]") {
  const PointCloud huge(3, 2, {0, 0, 1e300, 0, 0, 1e300});
  const auto density = kernel_density(huge, {.bandwidth = Quantity(100, Relative::percent_diameter)});
  CHECK(density[0] == Approx((1 + 2 * std::exp(-0.25)) / 3));
  CHECK(kernel_density(huge, {.bandwidth = 1}).values() == std::vector<double>(3, 1.0 / 3));
  CHECK(distance_to_measure(huge, {.mass = 1})[0] == Approx(std::sqrt(2.0 / 3) * 1e300));
}

TEST_CASE("codensity is the distance to the k-th other point", "[geometry][density][example]") {
  const auto codensity = knn_codensity(PointCloud(4, 1, {0, 1, 3, 7}), {.neighbors = 2});
  CHECK(codensity.values() == std::vector<double>{3, 2, 3, 6});
  CHECK(codensity.unit() == "length");
}

TEST_CASE("the distance to measure counts the last neighbor by its fraction", "[geometry][density][example]") {
  const PointCloud points(4, 1, {0, 1, 3, 7});
  // m n = 2.5 points: itself, the nearest, half of the next.
  const auto squared = distance_to_measure(points, {.mass = 0.625});
  CHECK(squared[0] == Approx(std::sqrt((1 + 0.5 * 9) / 2.5)));
  CHECK(squared[3] == Approx(std::sqrt((16 + 0.5 * 36) / 2.5)));
  CHECK(distance_to_measure(points, {.mass = 0.625, .power = 1})[0] == Approx((1 + 0.5 * 3) / 2.5));
  CHECK(distance_to_measure(points, {.mass = 0.25}).values() == std::vector<double>(4, 0.0));
  CHECK(distance_to_measure(points, {.mass = 1, .power = 1})[1] == Approx((1 + 2 + 6) / 4.0));
}

TEST_CASE("the distance to measure is 1-Lipschitz and moves by at most h when all points do",
          "[geometry][density][law]") {
  std::mt19937 gen(24);
  for (int trial = 0; trial < 20; ++trial) {
    const auto points = random_cloud(gen, 60, 2);
    const auto field = distance_to_measure(points, {.mass = 0.2});
    auto moved = points.coordinates();
    const double h = 0.05;
    for (double& x : moved) x += h / std::sqrt(2) * (gen() % 2 ? 1 : -1);
    const auto after = distance_to_measure(PointCloud(60, 2, moved), {.mass = 0.2});
    for (Index i = 0; i < 60; ++i) {
      for (Index j = 0; j < 60; ++j) REQUIRE(std::abs(field[i] - field[j]) <= distance(points[i], points[j]) + 1e-14);
      // The measure moves by at most h / sqrt(m) after division, the point at which it is taken by h.
      REQUIRE(std::abs(field[i] - after[i]) <= h + h / std::sqrt(0.2) + 1e-14);
    }
  }
}

TEST_CASE("densities refuse parameters that say nothing about the points", "[geometry][density][error]") {
  const PointCloud pair(2, 1, {0, 2}), tripled(4, 1, {0, 0, 0, 1});
  CHECK(reason_of([&] { kernel_density(pair, {.bandwidth = 0.0}); }) == "needs a length > 0, got 0");
  CHECK(reason_of([&] { kernel_density(pair, {.bandwidth = -1}); }) == "needs a length > 0, got -1");
  CHECK(reason_of([&] { kernel_density(pair, {.bandwidth = std::nan("")}); }) == "needs a length > 0, got nan");
  CHECK(reason_of([&] { kernel_density(pair, {.bandwidth = Quantity(0, Relative::percent_diameter)}); }) ==
        "needs a length > 0, got 0 from 0 %diameter");
  CHECK(reason_of([&] { kernel_density(tripled, {.bandwidth = Quantity(10, Relative::percentile)}); }) ==
        "needs a length > 0, got 0 from p10");
  CHECK(reason_of([&] { kernel_density(pair, {.bandwidth = Quantity(5, Relative::percent_range)}); }) ==
        "needs a length, a %diameter or a percentile, got 5 %range");
  CHECK(code_of([&] {
          kernel_density(PointCloud(1, 2000, std::vector<double>(2000)), {.bandwidth = 0.1, .normalized = true});
        }) == "D106");
  CHECK(code_of([&] { kernel_density(pair, {.bandwidth = 1, .metric = Metric::manhattan, .normalized = true}); }) ==
        "D106");
  CHECK(reason_of([&] { knn_codensity(pair, {.neighbors = 2}); }) == "needs more than 2 points, got 2");
  CHECK(reason_of([&] { distance_to_measure(pair, {.mass = 0}); }) == "needs a share in (0, 1], got 0");
  CHECK(reason_of([&] { distance_to_measure(pair, {.mass = 1.5}); }) == "needs a share in (0, 1], got 1.5");
  CHECK(reason_of([&] { distance_to_measure(pair, {.power = 0.5}); }) == "needs a finite power >= 1, got 0.5");
}
