// SPDX-License-Identifier: MIT
#include "tessera/manifold/intrinsic_dimension.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gaussian_points.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

using Method = DimensionMethod;
constexpr Method all_methods[] = {Method::two_nn,     Method::two_nn_likelihood,
                                  Method::likelihood, Method::manifold_adaptive,
                                  Method::local_pca,  Method::correlation};

IntrinsicDimension estimate(const PointCloud& points, Method method) {
  IntrinsicDimensionOptions options;
  options.method = method;
  return intrinsic_dimension(points, options);
}

/// Uniform on the unit sphere of R^(d + 1).
PointCloud sphere(std::mt19937& gen, Index size, Index d) {
  auto coordinates = normal_numbers(gen, std::size_t{size} * (d + 1));
  for (Index point = 0; point < size; ++point) {
    double squares = 0;
    for (Index axis = 0; axis <= d; ++axis) squares += std::pow(coordinates[point * (d + 1) + axis], 2);
    for (Index axis = 0; axis <= d; ++axis) coordinates[point * (d + 1) + axis] /= std::sqrt(squares);
  }
  return PointCloud(size, d + 1, std::move(coordinates));
}

PointCloud swiss_roll(std::mt19937& gen, Index size) {
  std::vector<double> coordinates;
  for (Index point = 0; point < size; ++point) {
    const double angle = 4.71 * (1 + 2 * (gen() / 0x1p32)), height = 20 * (gen() / 0x1p32);
    for (const double x : {angle * std::cos(angle), height, angle * std::sin(angle)}) coordinates.push_back(x);
  }
  return PointCloud(size, 3, std::move(coordinates));
}

}  // namespace

// Where the set has an edge, neighborhoods are cut and all estimates fall, the more the higher the dimension; on
// spheres they do not, and a deviation is sampling: about d / sqrt(n) for ratios of two neighbors.
TEST_CASE("cubes and spheres of dimension 1, 2, 5 and 10 have that dimension, however they lie in space",
          "[manifold][dimension][example]") {
  std::mt19937 gen(1);
  for (const Index d : {1u, 2u, 5u, 10u}) {
    const auto cube = embedded(gen, random_cloud(gen, 2000, d), d + 8);
    const auto ball_edge = embedded(gen, sphere(gen, 2000, d), d + 8);
    for (const Method method : {Method::two_nn, Method::two_nn_likelihood}) {
      INFO("dimension " << d << ", method " << int(method));
      CHECK(estimate(cube, method).value == Approx(d).epsilon(d < 10 ? 0.1 : 0.15));
      CHECK(estimate(ball_edge, method).value == Approx(d).epsilon(0.1));
    }
    for (const Method method : {Method::likelihood, Method::manifold_adaptive}) {
      INFO("dimension " << d << ", method " << int(method));
      CHECK(estimate(cube, method).value == Approx(d).epsilon(d < 5 ? 0.1 : 0.25));
      CHECK(estimate(ball_edge, method).value == Approx(d).epsilon(d < 10 ? 0.1 : 0.2));
    }
    INFO("dimension " << d);
    CHECK(estimate(cube, Method::correlation).value == Approx(d).epsilon(d < 5 ? 0.1 : 0.35));
    if (d <= 5) CHECK(estimate(cube, Method::local_pca).value == Approx(d).margin(0.5));
  }
}

TEST_CASE("a swiss roll has dimension 2, at every point too", "[manifold][dimension][example]") {
  std::mt19937 gen(2);
  const auto roll = swiss_roll(gen, 2500);
  for (const Method method : all_methods) {
    INFO("method " << int(method));
    CHECK(estimate(roll, method).value == Approx(2).epsilon(0.1));
  }
  for (const auto method :
       {LocalDimensionMethod::likelihood, LocalDimensionMethod::manifold_adaptive, LocalDimensionMethod::local_pca}) {
    LocalDimensionOptions options;
    options.method = method;
    auto values = local_dimension(roll, options).values();
    CHECK(std::ranges::max(values) <= 3);
    std::ranges::nth_element(values, values.begin() + 1250);
    CHECK(values[1250] == Approx(2).epsilon(0.15));
  }
}

TEST_CASE("points far and near on a line: the ratios by hand", "[manifold][dimension][example]") {
  const PointCloud points(4, 1, {0, 1, 3, 7});  // r1, r2: 1 3, 1 2, 2 3, 4 6
  IntrinsicDimensionOptions options;
  options.method = Method::two_nn_likelihood;
  options.discard = 0;
  const double sum = std::log(3) + std::log(2) + 2 * std::log(1.5);
  CHECK(intrinsic_dimension(points, options).value == Approx(4 / sum));
  options.discard = 0.5;  // the two larger ratios are only known to be above 1.5
  CHECK(intrinsic_dimension(points, options).value == Approx(2 / (4 * std::log(1.5))));
  options.method = Method::two_nn;
  const double x = std::log(1.5);
  CHECK(intrinsic_dimension(points, options).value == Approx((std::log(4. / 3) + std::log(2)) / (2 * x)));
  options.method = Method::likelihood;
  options.neighbors = 3;  // distances 1 3 7, 1 2 6, 2 3 4, 4 6 7
  const double ratios = std::log(49. / 3) + std::log(18) + std::log(16. / 6) + std::log(49. / 24);
  CHECK(intrinsic_dimension(points, options).value == Approx(8 / ratios));
}

TEST_CASE("95 % intervals cover the dimension of a sphere in more than 83 % of samples", "[manifold][dimension][law]") {
  std::mt19937 gen(3);
  for (const Method method : {Method::two_nn, Method::two_nn_likelihood, Method::likelihood}) {
    int covered = 0;
    constexpr int trials = 150;
    for (int trial = 0; trial < trials; ++trial) {
      const auto interval = *estimate(sphere(gen, 400, 2), method).interval;
      covered += interval[0] <= 2 && 2 <= interval[1];
    }
    INFO("method " << int(method));
    CHECK(covered >= 0.83 * trials);
  }
}

TEST_CASE("dimensions do not see numbering, repetition or powers of two, nor rotation and scale but for rounding",
          "[manifold][dimension][law]") {
  std::mt19937 gen(4);
  const auto points = random_cloud(gen, 120, 3);
  auto twice = points.coordinates();
  twice.insert(twice.end(), points.coordinates().begin(), points.coordinates().end());
  for (const Method method : all_methods) {
    INFO("method " << int(method));
    const double value = estimate(points, method).value;
    CHECK(estimate(relabelled(points, random_permutation(gen, 120)), method).value == value);
    CHECK(estimate(scaled(points, 0x1p300), method).value == value);
    CHECK(estimate(scaled(points, 0x1p-300), method).value == value);
    CHECK(estimate(scaled(points, 1e150), method).value == Approx(value));
    if (method != Method::manifold_adaptive)  // cut at the dimension of the coordinates
      CHECK(estimate(embedded(gen, points, 5), method).value == Approx(value).epsilon(1e-6));
    const auto repeated = estimate(PointCloud(240, 3, twice), method);
    CHECK(repeated.value == value);
    CHECK(repeated.duplicates == 120);
  }
  const auto order = random_permutation(gen, 120);
  const auto local = local_dimension(points), renumbered = local_dimension(relabelled(points, order));
  for (Index point = 0; point < 120; ++point) CHECK(renumbered[point] == local[order[point]]);
}

TEST_CASE("dimensions refuse what has none", "[manifold][dimension][error]") {
  std::mt19937 gen(5);
  const auto points = random_cloud(gen, 15, 2);
  CHECK(code_of([] { intrinsic_dimension(PointCloud()); }) == "D103");
  CHECK(code_of([] { intrinsic_dimension(PointCloud(4, 1, {1, 1, 2, 2})); }) == "D103");
  CHECK(code_of([] { intrinsic_dimension(PointCloud(5, 0, {})); }) == "D103");
  CHECK(code_of([&] { estimate(points, Method::likelihood); }) == "D103");
  CHECK(code_of([&] { local_dimension(points); }) == "D103");
  std::vector<double> grid;
  for (int i = 0; i < 36; ++i) grid.insert(grid.end(), {double(i % 6), double(i / 6)});
  CHECK(reason_of([&] { intrinsic_dimension(PointCloud(36, 2, grid)); }) ==
        "needs neighbors at different distances, got all of them equally far");
  IntrinsicDimensionOptions options;
  options.discard = 1;
  CHECK(code_of([&] { intrinsic_dimension(points, options); }) == "D106");
  options = {};
  options.method = Method::correlation;
  options.least_radius = 0;
  CHECK(code_of([&] { intrinsic_dimension(points, options); }) == "D106");
  options.least_radius = 1;
  options.largest_radius = 0.5;
  CHECK(code_of([&] { intrinsic_dimension(points, options); }) == "D106");
}
